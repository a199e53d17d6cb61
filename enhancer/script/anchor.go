package script

import (
	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func trainingCall(p *rule.Pass) *analysis.Call { return p.TrainingCall() }

func head(p *rule.Pass) *syntax.Node { return p.Head() }

func entry(p *rule.Pass) *syntax.Node { return p.Entry() }

// reportAbsent files a finding about a capability that is absent.
func reportAbsent(p *rule.Pass, capability string, at *syntax.Node, i rule.Issue) {
	if p.Requirements.Answer(capability).State != requirement.Absent || at == nil {
		return
	}
	if !p.Requirements.Platform { // it may be meant for elsewhere, where other rules hold
		i.Severity = max(p.Rule().Severity-1, rule.Info)
	}
	p.Report(at, i)
}
