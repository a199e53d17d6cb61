package script

import (
	_ "embed"
	"fmt"
	"path"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed hyperparameters_json_path.md
var hyperparametersJSONPathPage string

// hyperparametersJSONPath finds paths of the file of hyperparameters that lead where SageMaker does not put it. Below the
// channel `config` it is the user's own file, which is there where the job has that channel.
var hyperparametersJSONPath = &rule.Rule{
	Name:     "hyperparameters_json_path",
	Level:    1,
	Severity: rule.Warning,
	Summary:  "A path of hyperparameters.json where SageMaker does not write it",
	Fixable:  true,
	Page:     hyperparametersJSONPathPage,
	Check: func(p *rule.Pass) {
		if !p.Requirements.Training() && len(p.Launches()) == 0 {
			return
		}
		for _, w := range analysis.Gather(p.Script, hyperparametersPathKey{}, func(scope *analysis.Scope) []written { return writtenPaths(p, scope) }) {
			checkHyperparametersPath(p, w)
		}
	},
}

const (
	hyperparametersFile = "hyperparameters.json"
	// channelFile is where the file is by a convention that some pipelines follow: in a channel named `config`.
	channelFile = "/opt/ml/input/data/config/" + hyperparametersFile
)

type hyperparametersPathKey struct{}

// written is an expression that gives a path.
type written struct {
	node *syntax.Node
	path string
}

// writtenPaths are the paths below /opt/ml of files named hyperparameters.json in a reached scope.
func writtenPaths(p *rule.Pass, scope *analysis.Scope) (out []written) {
	if !p.Script.Reached(scope) {
		return nil
	}
	for _, n := range scope.Strings {
		if !strings.Contains(n.Text(), hyperparametersFile) {
			continue
		}
		for {
			text := soleText(p, n, scope)
			if strings.HasPrefix(text, "/opt/ml/") && path.Base(text) == hyperparametersFile {
				out = append(out, written{n, text})
			}
			if text == "" || strings.HasPrefix(text, "/") || n.Parent() == nil {
				break
			}
			if n = n.Parent(); n.Kind() == syntax.KindArguments {
				n = n.Parent()
			}
		}
	}
	return out
}

// soleText is the text that an expression gives, empty where it may be another or parts of it cannot be told.
func soleText(p *rule.Pass, n *syntax.Node, scope *analysis.Scope) string {
	v := p.Script.Eval(n, scope)
	if len(v) != 1 || v[0].Kind != analysis.String || strings.Contains(v[0].Text, analysis.Hole) {
		return ""
	}
	return v[0].Text
}

func checkHyperparametersPath(p *rule.Pass, w written) {
	issue := rule.Issue{
		Recommendation: fmt.Sprintf("Read `%s`; every value in it is a text.", sagemaker.HyperparametersFile),
		Details:        map[string]any{"path": w.path, "expected_path": sagemaker.HyperparametersFile},
	}
	if w.path != channelFile {
		if _, known := sagemaker.LookupPath(w.path); known || p.Script.Writes(w.path) {
			return
		}
		issue.Message = fmt.Sprintf("SageMaker writes the hyperparameters to `%s`; a training container has no `%s`.", sagemaker.HyperparametersFile, w.path)
		issue.Fixes = hyperparametersPathFix(p, w)
		p.Report(w.node, issue)
		return
	}
	switch launch, answer := configChannel(p); answer {
	case given:
		return
	case unclear:
		issue.Severity = rule.Info
		issue.Message = fmt.Sprintf("SageMaker writes the hyperparameters to `%s`; this file is there only if the job has a channel named `config` that holds it.", sagemaker.HyperparametersFile)
	case missing:
		issue.Message = fmt.Sprintf("The job has no channel named `config`: SageMaker writes the hyperparameters to `%s`.", sagemaker.HyperparametersFile)
		issue.Related = []rule.Related{rule.RelatedTo(launch.Call.Callee, "this job starts the script")}
		issue.Fixes = hyperparametersPathFix(p, w)
		if asksFor(p, w.path) { // the script goes on without it
			issue.Severity, issue.Fixes = rule.Info, nil
		}
	}
	p.Report(w.node, issue)
}

// asksFor tells whether the script asks if a path is there.
func asksFor(p *rule.Pass, path string) bool {
	for _, scope := range p.Script.Scopes() {
		for _, call := range scope.Calls {
			switch call.Method() {
			case "exists", "isfile", "is_file":
			default:
				continue
			}
			at := call.Positional(0)
			if at == nil {
				at = call.Func.Child(syntax.FieldObject)
			}
			if at != nil && soleText(p, at, scope) == path {
				return true
			}
		}
	}
	return false
}

// presence says whether something is given.
type presence int

const (
	unclear presence = iota
	given
	missing
)

// configChannel says whether the jobs that start the script have a channel named `config`: missing where the channels of
// every job are known, and none of them is it.
func configChannel(p *rule.Pass) (launch *workspace.Launch, answer presence) {
	doubt := false
	if contractBrings(p, path.Dir(channelFile)) {
		return nil, given
	}
	for _, l := range p.Launches() {
		for _, run := range l.Runs {
			switch hasChannel(run.Channels, "config") {
			case given:
				return l, given
			case unclear:
				doubt = true
			case missing:
				launch, answer = l, missing
			}
		}
	}
	if doubt {
		return nil, unclear
	}
	return launch, answer
}

// contractBrings tells whether a contract of the script says that something is brought to a folder, or into it.
func contractBrings(p *rule.Pass, folder string) bool {
	if p.Workspace == nil {
		return false
	}
	for _, c := range p.Workspace.ContractsOf(p.Path) {
		for _, input := range c.Inputs.Items {
			if at, known := input.Value.Known(); known && (at == folder || strings.HasPrefix(at, folder+"/")) {
				return true
			}
		}
	}
	return false
}

// hasChannel says whether a channel is among those of a job.
func hasChannel(channels workspace.Value, name string) presence {
	answer := missing
	for _, c := range channels.Alternatives() {
		_, found := c.Entry(name)
		switch {
		case found:
			return given
		case c.Open || c.Kind != workspace.Dict && c.Kind != workspace.None:
			answer = unclear
		}
	}
	return answer
}

// hyperparametersPathFix writes the platform's own path, where the expression is a text and nothing else. It keeps the meaning
// of everything else: what stood there before cannot be read.
func hyperparametersPathFix(p *rule.Pass, w written) []rule.Fix {
	edit := rule.Edit{Span: p.Span(w.node), New: fmt.Sprintf("%q", sagemaker.HyperparametersFile)}
	switch w.node.Kind() {
	case syntax.KindString, syntax.KindConcatenatedString:
		if strings.Contains(w.node.Text(), w.path) {
			edit = respell(p, w.node, w.path, sagemaker.HyperparametersFile)
		}
	case syntax.KindCall:
		if f := w.node.Child(syntax.FieldFunction); f == nil || !strings.HasSuffix(f.Text(), "path.join") {
			return nil
		}
	default:
		return nil
	}
	return []rule.Fix{{Title: "Change to " + sagemaker.HyperparametersFile, Edits: []rule.Edit{edit}, Safe: true}}
}
