package job

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed spot_without_checkpoint.md
var spotWithoutCheckpointPage string

// spotWithoutCheckpoint finds jobs on spot instances that begin anew after each interruption: no checkpoints are kept, or the
// script never looks at them.
var spotWithoutCheckpoint = &rule.Rule{
	Name:     "spot_without_checkpoint",
	Level:    4,
	Severity: rule.Warning,
	Lacks:    true,
	Summary:  "A job on spot instances that begins anew after an interruption",
	Page:     spotWithoutCheckpointPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		s := spotOf(p.Launch)
		if !s.use.Value.IsTrue() || mayBeLocal(p) || !isPlain(p) || !canResume(p.Launch) {
			return
		}
		c := checkpointsOf(p.Launch)
		switch c.uri.Value.Kind {
		case workspace.None:
			if !keepsInModelDir(p) {
				reportNoCheckpoints(p, s, c)
			}
		case workspace.Unknown:
			if c.uri.NamePlace.IsZero() {
				return // it may not be given at all
			}
			fallthrough
		default:
			reportUnread(p, c)
		}
	},
}

// canResume tells jobs that checkpoints can help: scikit-learn fits in one go, and most of the platform's own algorithms
// keep none.
func canResume(l *workspace.Launch) bool {
	if l.Framework == container.SKLearn {
		return false
	}
	return l.Framework != "" || l.EntryPoint.Kind != workspace.None
}

// keepsInModelDir tells a job of TensorFlow that may keep its checkpoints in S3 itself: the SDK passes a place there as
// --model_dir, and version 1 did to what was no script yet (checkpoint_path); it stays the same when the job begins again.
func keepsInModelDir(p *rule.LaunchPass) bool {
	if p.Launch.Framework != container.TensorFlow {
		return false
	}
	return p.Script == nil || p.Launch.Call.Has("training_steps", "checkpoint_path") || modelDir.Match(p.Script.Tree.Text())
}

var modelDir = regexp.MustCompile(`\bmodel_dir\b`)

// checkpoints is what a job says of checkpoints. Their place in S3 has a value of the Kind None where it is not given.
type checkpoints struct {
	uri    workspace.Argument
	folder workspace.Argument
	// add is what to write for them.
	add string
}

func checkpointsOf(l *workspace.Launch) checkpoints {
	if l.Generation == 3 {
		return checkpoints{uri: told(l.Call, "checkpoint_config"), folder: within(l.Call, "checkpoint_config", "local_path"), add: "checkpoint_config"}
	}
	return checkpoints{uri: told(l.Call, "checkpoint_s3_uri"), folder: told(l.Call, "checkpoint_local_path"), add: "checkpoint_s3_uri"}
}

func reportNoCheckpoints(p *rule.LaunchPass, s spot, c checkpoints) {
	p.Report(place(s.use), rule.Issue{
		Message:        fmt.Sprintf("Spot instances without `%s`: after an interruption the job begins anew.", c.add),
		Recommendation: fmt.Sprintf("Give the job `%s`, and let the script save to /opt/ml/checkpoints and go on from what it finds there.", c.add),
		Details:        map[string]any{"missing": c.add},
	})
}

// defaultFolder is where checkpoints lie in the container when the job does not say.
// Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-checkpoints.html (August 2026).
const defaultFolder = "/opt/ml/checkpoints"

// reportUnread reports checkpoints that the script never looks at.
func reportUnread(p *rule.LaunchPass, c checkpoints) {
	folder := defaultFolder
	if c.folder.Value.Kind != workspace.None {
		given, known := c.folder.Value.Known()
		if !known {
			return
		}
		folder = given
	}
	if p.Script == nil || bringsFromElsewhere(p.Launch) || mayResume(p, folder) {
		return
	}
	p.Report(place(c.uri), rule.Issue{
		Message:        fmt.Sprintf("The script never looks into %s: after an interruption the job begins anew.", folder),
		Recommendation: fmt.Sprintf("Save to %s while training, and go on from what is there at the start.", folder),
		Details:        map[string]any{"folder": folder},
		Related:        []rule.Related{rule.RelatedTo(workspace.Place{File: p.Launch.Script}, "the script that starts anew")},
	})
}

// bringsFromElsewhere tells a job with a source folder that cannot be looked into.
func bringsFromElsewhere(l *workspace.Launch) bool {
	return l.SourceDir.Kind != workspace.None && l.Root == ""
}
