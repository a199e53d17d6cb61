package enhancer

import (
	"path"
	"slices"

	"github.com/trainlsp/trainlsp/enhancer/alignment"
	"github.com/trainlsp/trainlsp/enhancer/builder"
	"github.com/trainlsp/trainlsp/enhancer/channel"
	"github.com/trainlsp/trainlsp/enhancer/dependencies"
	"github.com/trainlsp/trainlsp/enhancer/hyperparameter"
	"github.com/trainlsp/trainlsp/enhancer/job"
	"github.com/trainlsp/trainlsp/enhancer/launcher"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/script"
	"github.com/trainlsp/trainlsp/enhancer/suppress"
	"github.com/trainlsp/trainlsp/enhancer/tuning"
	"github.com/trainlsp/trainlsp/frameworks/lightgbm"
	"github.com/trainlsp/trainlsp/frameworks/pytorch"
	"github.com/trainlsp/trainlsp/frameworks/sklearn"
	"github.com/trainlsp/trainlsp/frameworks/tensorflow"
	"github.com/trainlsp/trainlsp/frameworks/xgboost"
)

var rules = slices.Concat(
	in("enhancer/script", script.Rules),
	in("enhancer/dependencies", dependencies.Rules),
	in("enhancer/tuning", tuning.Rules),
	in("enhancer/job", job.Rules),
	in("frameworks/xgboost", xgboost.Rules),
	in("frameworks/pytorch", pytorch.Rules),
	in("frameworks/sklearn", sklearn.Rules),
	in("frameworks/tensorflow", tensorflow.Rules),
	in("frameworks/lightgbm", lightgbm.Rules),
	in("enhancer/alignment", alignment.Rules),
	in("enhancer/builder", builder.Rules),
	in("enhancer/hyperparameter", hyperparameter.Rules),
	in("enhancer/channel", channel.Rules),
	in("enhancer/launcher", launcher.Rules),
	in("enhancer/suppress", suppress.Rules),
)

// in says of rules where their pages lie.
func in(dir string, rules []*rule.Rule) []*rule.Rule {
	for _, r := range rules {
		r.Dir = dir
	}
	return rules
}

// Rules are all the checks, in the order of their documentation.
func Rules() []*rule.Rule { return rules }

// RuleNames are the names of all the checks, which are their categories.
func RuleNames() []string {
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return names
}

// ruleOf gives the rule that reports a category, nil where there is none.
func ruleOf(category string) *rule.Rule {
	i := slices.IndexFunc(rules, func(r *rule.Rule) bool { return r.Name == category })
	if i < 0 {
		return nil
	}
	return rules[i]
}

// PageOf gives the path of a category's page in the project, empty for a category that does not exist.
func PageOf(category string) string {
	r := ruleOf(category)
	if r == nil {
		return ""
	}
	return path.Join(r.Dir, r.Name+".md")
}

// PageURL says where a category's page is on the web, empty for a category that does not exist.
func PageURL(category string) string {
	page := PageOf(category)
	if page == "" {
		return ""
	}
	return "https://github.com/trainlsp/trainlsp/blob/main/" + page
}
