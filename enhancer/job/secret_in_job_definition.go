package job

import (
	_ "embed"
	"fmt"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed secret_in_job_definition.md
var secretInJobDefinitionPage string

// secretInJobDefinition finds secrets among the hyperparameters and environment variables of a job, which everybody can read
// who may describe it. The secret itself is in no message.
var secretInJobDefinition = &rule.Rule{
	Name:     "secret_in_job_definition",
	Level:    4,
	Severity: rule.Error,
	Summary:  "A secret that is stored in plain text with the job",
	Page:     secretInJobDefinitionPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if !mayBeLocal(p) {
			reportSecrets(p.Around, demandOf(p))
		}
	},
	CheckRequest: func(p *rule.RequestPass) { reportSecrets(p.Around, requested(p.Request)) },
}

func reportSecrets(a rule.Around, d demand) {
	for _, v := range d.hyperparameters {
		reportSecretsIn(a, v, "hyperparameter")
	}
	for _, v := range d.environment {
		reportSecretsIn(a, v, "environment variable")
	}
}

// reportSecretsIn reports the secrets in a dictionary.
func reportSecretsIn(a rule.Around, v workspace.Value, what string) {
	if v.Kind != workspace.Dict {
		return
	}
	for _, e := range v.Entries {
		if !isTelling(e.Key) {
			continue
		}
		i := rule.Issue{
			Recommendation: "Keep it in AWS Secrets Manager, give the job the secret's name, and let the script read it with the job's role.",
			Details:        map[string]any{"key": e.Key},
		}
		if holdsSecret(e) {
			i.Message = fmt.Sprintf("The %s `%s` is a secret in plain text: it is stored with the job, and DescribeTrainingJob shows it.", what, e.Key)
			i.Recommendation = "Revoke it. " + i.Recommendation
		} else if source := comesFrom(e.Value); source != "" {
			i.Severity = rule.Warning
			i.Message = fmt.Sprintf("The %s `%s` takes a secret from %s: it is stored with the job in plain text, and DescribeTrainingJob shows it.", what, e.Key, source)
		} else {
			continue
		}
		a.Report(e.KeyPlace, i)
	}
}

// holdsSecret tells an entry whose value may be a secret that is written out.
func holdsSecret(e workspace.Entry) bool {
	for _, v := range e.Value.Alternatives() {
		if text, known := v.Known(); known && isSecret(e.Key, text) {
			return true
		}
	}
	return false
}
