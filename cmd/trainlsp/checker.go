package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// maxRounds bounds how often a script is fixed and checked again: a fix can uncover a finding that another one mends.
const maxRounds = 10

// checker checks scripts under one set of settings.
type checker struct {
	check    func(*analysis.Script, enhancer.Options) *enhancer.Report
	settings settings
	project  project
	around   *workspace.Workspace // nil where only standard input is checked
}

// result is what is kept of a script's report. The report itself holds on to the script's tree, which in a folder of
// thousands adds up.
type result struct {
	path         string
	original     []byte // as it was read
	text         []byte // what the issues are about: the original, or what the fixes made of it
	stepType     string
	framework    *string
	issues       []rule.Issue
	requirements []enhancer.Answer
	fixed        int // how many fixes were applied
}

// changed tells whether fixes changed the script.
func (r result) changed() bool { return !bytes.Equal(r.original, r.text) }

// files checks files on all cores. Results and problems come in the order of the paths, whichever is done first.
func (c checker) files(ctx context.Context, paths []string, done func()) ([]result, []problem) {
	results := make([]result, len(paths))
	failed := make([]error, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, path := range paths {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			results[i], failed[i] = c.file(path)
			done()
			return nil
		})
	}
	_ = group.Wait() // no function above gives an error
	var good []result
	var problems []problem
	for i, path := range paths {
		if failed[i] != nil {
			problems = append(problems, problem{Path: path, Reason: failed[i].Error()})
		}
		if results[i].path != "" {
			good = append(good, results[i])
		}
	}
	return good, problems
}

// file checks a file, and writes its fixes if they are asked for. Where they cannot be, the result is that of the file as
// it is, beside the error.
func (c checker) file(path string) (result, error) {
	text, err := readScript(path)
	if err != nil {
		return result{}, err
	}
	r, err := c.script(path, text)
	if err == nil && c.settings.fix && r.changed() {
		err = rewrite(path, r.original, r.text)
	}
	if err != nil && c.settings.fix {
		c.settings.fix = false
		r, _ = c.script(path, text)
	}
	return r, err
}

// script checks a text, and mends it if that is asked for. With an error there is no result.
func (c checker) script(path string, text []byte) (r result, err error) {
	defer func() {
		if err != nil {
			r = result{}
		}
	}()
	defer catchDefect(&err)
	r = result{path: path, original: text, text: text}
	if !workspace.IsScript(path) && !c.settings.stdin {
		return c.declaration(r), nil
	}
	tree := syntax.Parse(text)
	report := c.look(tree, path)
	if c.settings.fix || c.settings.diff {
		if report, err = c.mend(&r, tree, report); err != nil {
			return r, err
		}
	}
	r.stepType, r.framework = report.StepType, report.Framework()
	r.issues, r.requirements = report.Issues, report.Requirements
	if len(r.issues)+len(r.requirements) == 0 && !r.changed() && !c.settings.stdin {
		r.original, r.text = nil, nil // nobody will look at it again
	}
	return r, nil
}

// report checks a text, and mends nothing.
func (c checker) report(path string, text []byte) (report *enhancer.Report, err error) {
	defer catchDefect(&err)
	return c.look(syntax.Parse(text), path), nil
}

// catchDefect makes a panic an error of the script at hand, not the end of the run. It is to be deferred.
func catchDefect(err *error) {
	if defect := recover(); defect != nil {
		*err = fmt.Errorf("cannot be checked because of a defect in trainlsp: %v", defect)
	}
}

func (c checker) look(tree *syntax.Tree, path string) *enhancer.Report {
	o := c.options(path)
	return c.check(enhancer.ReadScript(tree, nil, o.Workspace, o.File), o)
}

// options are what the enhancer is told about a file.
func (c checker) options(path string) enhancer.Options {
	s := c.settings
	own := config.Settings{Select: s.selected, Ignore: s.ignored, StepType: s.stepType}
	file, err := filepath.Abs(path)
	if err != nil || c.around == nil {
		return own.Options(path, "", c.project.given)
	}
	o := own.Options(path, file, c.project.of(file))
	o.Workspace, o.File = c.around, file
	return o
}

// declaration checks a file that is no script, such as a notebook that starts one.
func (c checker) declaration(r result) result {
	o := c.options(r.path)
	if o.Workspace == nil {
		return r
	}
	if report := enhancer.CheckFile(o.Workspace, o.File, o); report != nil {
		r.issues = report.Issues
	}
	return r
}

// mend applies fixes until none is left, and gives the report on what it made of the script.
func (c checker) mend(r *result, tree *syntax.Tree, report *enhancer.Report) (*enhancer.Report, error) {
	broken := tree.HasError()
	for range maxRounds {
		text, applied := enhancer.ApplyFixes(r.text, report.Issues)
		if applied == 0 || bytes.Equal(text, r.text) {
			break
		}
		tree := syntax.Parse(text)
		if tree.HasError() && !broken {
			return nil, errors.New("is left as it was because of a defect in trainlsp: with the fixes applied it would no longer parse")
		}
		r.text = text
		r.fixed += applied
		report = c.look(tree, r.path)
	}
	return report, nil
}
