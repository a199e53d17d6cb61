package script

import (
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

//go:embed hard_coded_local_path.md
var hardCodedLocalPathPage string

// hardCodedLocalPath finds reads of paths that exist on somebody's own machine and in no training container.
var hardCodedLocalPath = &rule.Rule{
	Name:     "hard_coded_local_path",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "A path of somebody's own machine is read in the job",
	Fixable:  true,
	Page:     hardCodedLocalPathPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Training() || !p.Requirements.Platform {
			return
		}
		for _, use := range p.Usage.Of(frameworks.Loads) {
			if at := requirement.PathArgument(use); at != nil {
				checkLocal(p, at, use)
			}
		}
	},
}

// local are the places that a container does not have: homes, drives, and the mounts of notebook services.
var local = regexp.MustCompile(`^(/home/|/Users/|[A-Za-z]:[\\/]|~/|/content/drive|/kaggle/|/mnt/|/media/)`)

func checkLocal(p *rule.Pass, at *syntax.Node, use *frameworks.Use) {
	for _, v := range p.Script.Eval(at, use.Call.Scope) {
		where, text := at, v.Text
		if v.Kind == analysis.OptionValue && v.Option.Default != nil && v.Rest == "" {
			where = v.Option.Default
			text, _ = analysis.PlainString(where)
		} else if v.Kind != analysis.String {
			continue
		}
		message := ""
		switch {
		case strings.HasPrefix(text, "/home/ec2-user/SageMaker"):
			message = fmt.Sprintf("`%s` is a path of the notebook instance; the training container does not have it.", text)
		case local.MatchString(text) && !p.Script.Writes(text):
			message = fmt.Sprintf("`%s` is a path of one machine; the training container does not have it.", text)
		case strings.HasPrefix(text, "s3://") && isOpenName(use.Name):
			message = fmt.Sprintf("`%s` cannot open `%s`: it reads local files only.", use.Name, text)
		default:
			continue
		}
		p.Report(where, rule.Issue{
			Message:        strings.ReplaceAll(message, analysis.Hole, "…"),
			Recommendation: "Read it from a channel's directory, such as SM_CHANNEL_TRAIN.",
			Details:        map[string]any{"path": text},
			Fixes:          channelFix(p, where, text),
		})
		return
	}
}

func isOpenName(name string) bool {
	return name == "open" || name == "numpy.load" || strings.HasPrefix(name, "joblib.") || name == "torch.load"
}

// channelFix reads the same file from the training channel.
func channelFix(p *rule.Pass, at *syntax.Node, text string) []rule.Fix {
	if _, plain := analysis.PlainString(at); !plain {
		return nil
	}
	name, edits := p.EnsureImport("os", "os", "import os")
	replacement := name + `.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train")`
	if base := path.Base(text); path.Ext(base) != "" {
		replacement = fmt.Sprintf("%s.path.join(%s, %q)", name, replacement, base)
	}
	edits = append(edits, rule.Edit{Span: p.Span(at), New: replacement})
	return []rule.Fix{{Title: "Read from SM_CHANNEL_TRAIN", Edits: edits}}
}
