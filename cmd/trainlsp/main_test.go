package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fakeRules are what the tests check scripts for: the words BAD, WARN, NOTE and NESTED, wherever they stand.
var fakeRules = []*rule.Rule{
	{Name: "bad_call", Level: 1, Severity: rule.Error, Summary: "A call that fails.", Fixable: true,
		Page: "# bad_call\n\nA call that fails.\n"},
	{Name: "odd_call", Level: 1, Severity: rule.Warning, Summary: "A call that surprises."},
	{Name: "noted_call", Level: 2, Severity: rule.Info, Summary: "A call worth knowing of.", Framework: "xgboost"},
	{Name: "nested_call", Level: 1, Severity: rule.Warning, Summary: "A call that hides a bad one.", Fixable: true},
}

var fakeWord = regexp.MustCompile(`(BAD|WARN|NOTE|NESTED|BREAKING)(\([^)]*\))?`)

// fakeCheck finds those words. A script that fits something is a training script; PANIC is a defect.
func fakeCheck(script *analysis.Script, o enhancer.Options) *enhancer.Report {
	text := script.Tree.Text()
	if bytes.Contains(text, []byte("PANIC")) {
		panic("no such node")
	}
	r := &enhancer.Report{Path: o.Path, StepType: o.StepType, Issues: []rule.Issue{}}
	if r.StepType == "" {
		r.StepType = o.DefaultStepType
	}
	for _, m := range fakeWord.FindAllSubmatchIndex(text, -1) {
		i := fakeIssue(string(text[m[2]:m[3]]), rule.Span{Start: m[0], End: m[1]}, rule.Span{Start: m[2], End: m[3]})
		i.File, i.StepType, i.Source = o.Path, "Training", rule.Source
		i.Range = newSource(text).reach(i.Span)
		if (len(o.Select) == 0 || slices.Contains(o.Select, i.Category)) && !slices.Contains(o.Ignore, i.Category) {
			r.Issues = append(r.Issues, i)
		}
	}
	if at := bytes.Index(text, []byte("model.fit")); at >= 0 {
		r.StepType, r.Frameworks = "Training", []string{"xgboost"}
		r.Requirements = []enhancer.Answer{
			{Capability: "training_loop", State: enhancer.Found, Evidence: []rule.Span{{Start: at, End: at + 9}}},
			{Capability: "model_saving", State: enhancer.Absent},
			{Capability: "data_loading", State: enhancer.CannotTell, Reason: "`load` comes from another module"},
		}
	}
	return r
}

func fakeIssue(word string, span, name rule.Span) rule.Issue {
	write := func(text string) []rule.Fix {
		return []rule.Fix{{Title: "Write " + text, Edits: []rule.Edit{{Span: name, New: text}}, Safe: true}}
	}
	i := rule.Issue{Level: 1, Details: map[string]any{}, Span: span}
	switch word {
	case "BAD":
		i.Category, i.Severity, i.Message = "bad_call", rule.Error, "This call fails."
		i.Recommendation, i.Fixes = "Call something good instead.", write("GOOD")
	case "NESTED":
		i.Category, i.Severity, i.Message, i.Fixes = "nested_call", rule.Warning, "This hides a bad call.", write("BAD")
	case "BREAKING":
		i.Category, i.Severity, i.Message, i.Fixes = "bad_call", rule.Error, "The fix of this is wrong.", write("(((")
	case "WARN":
		i.Category, i.Severity, i.Message = "odd_call", rule.Warning, "This call is odd."
		i.Related = []rule.Related{
			{Span: rule.Span{Start: 0, End: 1}, Message: "The script begins here."},
			{File: "config.json", Message: "This sets it."},
		}
	default:
		i.Category, i.Severity, i.Message, i.Level = "noted_call", rule.Info, "Here is a call.", 2
	}
	i.Fixable = len(i.Fixes) > 0
	return i
}

// fakeSeed answers with the seed's keys.
type fakeSeed struct{}

func (fakeSeed) EnhanceValidation(existing map[string]any, r *enhancer.Report) map[string]any {
	return map[string]any{"enhanced_results": existing, "additional_issues": r.Issues, "step_type": r.StepType, "framework": r.Framework()}
}

func (fakeSeed) ValidateUnder(content []byte, o enhancer.Options) map[string]any {
	r := fakeCheck(analysis.Read(syntax.Parse(content), nil), o)
	return map[string]any{
		"script_name": o.Path, "framework": r.Framework(), "issues": r.Issues,
		"training_patterns":  map[string]bool{"has_training_loop": true, "has_model_saving": false},
		"framework_patterns": map[string]bool{},
		"requirements": []map[string]string{
			{"capability": "training_loop", "state": "found", "reason": ""},
			{"capability": "data_loading", "state": "cannot tell", "reason": "`load` comes from another module"},
		},
	}
}

func (fakeSeed) GetTrainingValidationRequirements() map[string]any {
	return map[string]any{
		"required_patterns": map[string]any{
			"model_saving": map[string]any{"keywords": []string{"save", "dump"}, "description": "Saves the model.", "severity": rule.Error},
		},
		"sagemaker_paths": map[string]string{"model_output": "/opt/ml/model"},
	}
}

// outcome is what a run of the program leaves behind.
type outcome struct {
	code           int
	stdout, stderr string
}

// newProgram is a program over the fakes, without a terminal.
func newProgram(stdin string, stdout, stderr io.Writer) *program {
	return &program{
		stdin: strings.NewReader(stdin), stdout: stdout, stderr: stderr,
		check: fakeCheck, rules: func() []*rule.Rule { return fakeRules }, seed: fakeSeed{},
		serve:    func(context.Context, io.Reader, io.Writer, serveOptions) error { return nil },
		now:      time.Now,
		terminal: func(io.Writer) bool { return false },
	}
}

func run(stdin string, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	code := newProgram(stdin, &stdout, &stderr).main(context.Background(), args)
	return outcome{code, stdout.String(), stderr.String()}
}

// String is the outcome as it stands in a golden file.
func (o outcome) String() string {
	return fmt.Sprintf("exit %d\n--- stdout ---\n%s--- stderr ---\n%s", o.code, o.stdout, o.stderr)
}

// golden compares with a file in testdata/golden, or writes it with -update.
func golden(t *testing.T, home, name, got string) {
	t.Helper()
	file := filepath.Join(home, "testdata", "golden", name+".txt")
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", name, diff)
	}
}

// home is the package's folder, wherever a test has gone since.
func home(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestGolden(t *testing.T) {
	home := home(t)
	t.Setenv("NO_COLOR", "")
	t.Chdir(filepath.Join("testdata", "scripts"))
	for _, c := range []struct{ name, stdin, args string }{
		{"check_text", "", "check"},
		{"check_clean", "", "check clean.py"},
		{"check_full", "", "check --output-format full bad.py odd.py long.py control.py"},
		{"check_full_color", "", "check --output-format full --color always odd.py"},
		{"check_json", "", "check --output-format json clean.py bad.py odd.py train"},
		{"check_json_verbose", "", "check --output-format json --verbose sub"},
		{"check_verbose", "", "check -v sub"},
		{"check_given_twice", "", "check bad.py ./bad.py sub/../bad.py . --select bad_call"},
		{"check_select", "", "check --select odd_call,noted_call bad.py odd.py"},
		{"check_ignore", "", "check --ignore bad_call bad.py"},
		{"check_fail_on_warning", "", "check --fail-on WARNING --select odd_call odd.py"},
		{"check_fail_on_error", "", "check --select odd_call odd.py"},
		{"check_exit_zero", "", "check --exit-zero bad.py"},
		{"check_diff", "", "check --diff"},
		{"check_diff_clean", "", "check --diff clean.py"},
		{"check_missing", "", "check clean.py nowhere.py nowhere/"},
		{"check_missing_exit_zero", "", "check --exit-zero nowhere.py bad.py"},
		{"check_missing_json", "", "check --output-format json nowhere.py"},
		{"check_stdin", "BAD()\n", "check -"},
		{"check_stdin_filename", "BAD()\n", "check --stdin-filename sub/new.py --output-format json"},
		{"check_stdin_fix", "BAD(); WARN()\n", "check - --fix"},
		{"check_stdin_diff", "BAD()", "check --diff --stdin-filename new.py -"},
		{"check_stdin_and_paths", "", "check - bad.py"},
		{"check_stdin_filename_and_paths", "", "check --stdin-filename new.py bad.py"},
		{"check_unknown_category", "", "check --select bad_cal"},
		{"check_unknown_category_unlike_any", "", "check --ignore xyz"},
		{"check_unknown_severity", "", "check --fail-on eror"},
		{"check_unknown_format", "", "check --output-format xml"},
		{"check_unknown_step_type", "", "check --step-type trainig"},
		{"check_step_type", "", "check --step-type training --output-format json clean.py"},
		{"check_unknown_flag", "", "check --fxi"},
		{"check_fix_and_diff", "", "check --fix --diff"},
		{"check_diff_and_format", "", "check --diff --output-format json"},
		{"check_defect", "PANIC\n", "check -"},
		{"check_breaking_fix", "BREAKING()\n", "check - --fix"},
		{"config", "", "check --output-format json ../project"},
		{"config_given_file", "", "check ../project/old/bad.py"},
		{"config_select", "", "check --select odd_call,bad_call ../project/train.py"},
		{"config_step_type", "", "check --output-format json --step-type tuning ../project/steps"},
		{"config_named", "", "check --config ../project/trainlsp.toml bad.py odd.py"},
		{"config_none", "", "check --no-config ../project/train.py"},
		{"config_missing", "", "check --config nowhere.toml bad.py"},
		{"config_named_and_none", "", "check --config ../project/trainlsp.toml --no-config bad.py"},
		{"config_stdin", "BAD(); WARN()\n", "check --stdin-filename ../project/new.py"},
		{"config_stdin_without_a_name", "BAD(); WARN()\n", "check --config ../project/trainlsp.toml -"},
		{"config_invalid", "", "check ../project/nested"},
		{"config_invalid_json", "", "check --output-format json ../project/nested"},
		{"config_enhance", "", "enhance ../project/nested/train.py"},
		{"config_enhance_none", "", "enhance --no-config ../project/train.py"},
		{"config_validate", "", "validate ../project/nested/train.py"},
		{"unknown_command", "", "chekc"},
		{"enhance", "", "enhance sub/fits.py --results ../existing.json"},
		{"enhance_stdin", "BAD()\n", "enhance -"},
		{"enhance_results_from_stdin", `{"issues":[{"category":"theirs"}]}`, "enhance clean.py --results -"},
		{"enhance_both_from_stdin", "", "enhance - --results -"},
		{"enhance_no_object", "[1]", "enhance clean.py --results -"},
		{"enhance_no_json", "{", "enhance clean.py --results -"},
		{"enhance_null", "null", "enhance clean.py --results -"},
		{"enhance_nothing", "", "enhance"},
		{"enhance_missing", "", "enhance nowhere.py"},
		{"enhance_defect", "PANIC", "enhance -"},
		{"validate", "", "validate sub/fits.py"},
		{"validate_json", "", "validate --output-format json sub/fits.py"},
		{"requirements", "", "requirements"},
		{"requirements_json", "", "requirements --output-format json"},
		{"rule", "", "rule bad_call"},
		{"rule_without_a_page", "", "rule odd_call"},
		{"rule_unknown", "", "rule bad_clal"},
		{"rules", "", "rules"},
		{"rules_json", "", "rules --output-format json"},
		{"serve_log_level", "", "serve --log-level verbose"},
		{"help_check", "", "check --help"},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden(t, home, c.name, run(c.stdin, strings.Fields(c.args)...).String())
		})
	}
}

func TestEveryGoldenFileIsUsed(t *testing.T) {
	source, err := os.ReadFile("main_test.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		if !bytes.Contains(source, []byte(`{"`+name+`",`)) {
			t.Errorf("%s belongs to no test", f)
		}
	}
}

func TestVersion(t *testing.T) {
	for _, arg := range []string{"version", "--version"} {
		o := run("", arg)
		if o.code != exitClean || !strings.HasPrefix(o.stdout, "trainlsp "+version()) {
			t.Errorf("%s: %v", arg, o)
		}
	}
}

func TestServe(t *testing.T) {
	var stdout, stderr bytes.Buffer
	p := newProgram("hello", &stdout, &stderr)
	var got serveOptions
	p.serve = func(_ context.Context, in io.Reader, out io.Writer, o serveOptions) error {
		got = o
		_, err := io.Copy(out, in)
		return err
	}
	code := p.main(context.Background(), []string{"serve", "--stdio", "--log-file", "x.log", "--log-level", "debug"})
	want := serveOptions{Version: version(), LogFile: "x.log", LogLevel: "debug"}
	if code != exitClean || stdout.String() != "hello" || got != want {
		t.Errorf("exit %d, stdout %q, options %+v, want %+v; %s", code, &stdout, got, want, &stderr)
	}
}

// leftEarly is how a server says which exit code the protocol wants.
type leftEarly struct{}

func (leftEarly) Error() string { return "the client left" }
func (leftEarly) ExitCode() int { return 1 }

func TestServeFails(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		code int
		said string
	}{
		{context.Background(), errors.New("no log file"), exitFailed, "trainlsp: no log file\n"},
		{context.Background(), leftEarly{}, 1, "trainlsp: the client left\n"},
		{stopped, context.Canceled, exitClean, ""},
	} {
		var stdout, stderr bytes.Buffer
		p := newProgram("", &stdout, &stderr)
		p.serve = func(context.Context, io.Reader, io.Writer, serveOptions) error { return c.err }
		if code := p.main(c.ctx, []string{"serve"}); code != c.code || stderr.String() != c.said {
			t.Errorf("%v: exit %d, stderr %q; want %d, %q", c.err, code, &stderr, c.code, c.said)
		}
	}
}

// TestMainItself runs the real thing, over whatever rules there are.
func TestMainItself(t *testing.T) {
	var stdout, stderr bytes.Buffer
	in := strings.NewReader("import os\n")
	if code := Main(context.Background(), []string{"check", "-"}, in, &stdout, &stderr); code != exitClean {
		t.Errorf("exit %d\n%s%s", code, &stdout, &stderr)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	code := newProgram("", &stdout, &stderr).main(ctx, []string{"check", "testdata/scripts"})
	if code != exitFailed || !strings.Contains(stderr.String(), "interrupted") || stdout.Len() > 0 {
		t.Errorf("exit %d, stdout %q, stderr %q", code, &stdout, &stderr)
	}
}
