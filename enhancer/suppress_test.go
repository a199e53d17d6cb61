package enhancer

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/enhancer/suppress"
)

// planted are issues at the places where a script holds the words BAD and WORSE, as if checks of these names had found
// them, categories "bad" and "worse".
func planted(text string) []rule.Issue {
	var issues []rule.Issue
	for _, word := range []string{"BAD", "WORSE"} {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			span := rule.Span{Start: at + i, End: at + i + len(word)}
			issues = append(issues, rule.Issue{Category: strings.ToLower(word), Span: span})
			at = span.End
		}
	}
	return issues
}

var plantedNames = append(ruleNames(suppress.Rules), "bad", "worse", "missing_model_saving")

func everything(string) bool { return true }

// verdict is what becomes of a script's planted issues: the categories that stay, then what is said about its comments.
func verdict(text string) []string {
	d := parseDirectives(syntax.Parse([]byte(text)))
	kept, silenced := d.split(planted(text))
	issues := slices.Concat(kept, d.findings(silenced, plantedNames, everything))
	said := make([]string, 0, len(issues))
	for _, i := range issues {
		said = append(said, strings.TrimSpace(i.Category+" "+i.Message))
	}
	return said
}

func TestIgnore(t *testing.T) {
	const (
		nothing = "unused_ignore This ignore comment silences nothing."
		noBad   = "unused_ignore This ignore comment names bad, of which nothing is found here."
	)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"everything on a line", "BAD(WORSE)  # trainlsp: ignore\n", nil},
		{"one category", "BAD(WORSE)  # trainlsp: ignore[bad]\n", []string{"worse"}},
		{"several categories", "BAD(WORSE)  # trainlsp: ignore[bad, worse]\n", nil},
		{"blanks are free", "BAD(WORSE)  #trainlsp:ignore [ bad ,worse ]\n", nil},
		{"with a reason", "BAD()  # trainlsp: ignore[bad] the caller saves it\n", nil},
		{"behind another comment", "BAD()  # noqa: E501  # trainlsp: ignore[bad]\n", nil},
		{"before another comment", "BAD()  # trainlsp: ignore[bad]  # type: ignore\n", nil},
		{"CRLF", "BAD()  # trainlsp: ignore[bad]\r\nBAD()\r\n", []string{"bad"}},
		{"without a newline at the end", "BAD()  # trainlsp: ignore", nil},
		{"in a string it is no comment", "BAD('# trainlsp: ignore')\n", []string{"bad"}},
		{"quoted in a comment it is none", "BAD()  # put \"# trainlsp: ignore\" here\n", []string{"bad"}},
		{"another line", "BAD()\nx = 1  # trainlsp: ignore\n", []string{"bad", nothing}},
		{"unused, with categories", "WORSE()  # trainlsp: ignore[bad, worse]\n", []string{noBad}},
		{"alone on its line", "# trainlsp: ignore\nBAD()\n", []string{"bad", nothing}},
		{"no category at all", "BAD()  # trainlsp: ignore[]\n", []string{"bad", "unused_ignore This ignore comment names no category, so it silences nothing."}},
		{"first line of a statement", "BAD(  # trainlsp: ignore[bad]\n  1,\n)\n", nil},
		{"last line of a statement", "BAD(\n  1,\n)  # trainlsp: ignore[bad]\n", nil},
		{"middle line of a statement", "BAD(\n  1,  # trainlsp: ignore[bad]\n)\n", []string{"bad", noBad}},
		{"behind a string of several lines", "x = BAD + '''\n'''  # trainlsp: ignore[bad]\n", nil},
		{"last line of a function is not its head's", "def BAD():\n  pass\n  x = 1  # trainlsp: ignore[bad]\n", []string{"bad", noBad}},
		{"last line of a head", "def BAD(\n  a,\n):\n  pass\n", []string{"bad"}},
		{"a comment is no part of a head", "if BAD:\n  # trainlsp: ignore[bad]\n  pass\n", []string{"bad", noBad}},
		{"last line of a head of several", "for BAD in f(\n  a,\n):  # trainlsp: ignore[bad]\n  pass\n", nil},
		{"in a body", "def f():\n  if x:\n    BAD(\n    )  # trainlsp: ignore[bad]\n", nil},
		{"elif", "if x:\n  pass\nelif BAD(\n  1):  # trainlsp: ignore[bad]\n  pass\n", nil},
		{"the file", "# trainlsp: ignore-file\nBAD()\nWORSE()\n", nil},
		{"a category in the file", "BAD()\nWORSE()\n# trainlsp: ignore-file[worse]\n", []string{"bad"}},
		{"the file, unused", "# trainlsp: ignore-file[bad]\nWORSE()\n", []string{"worse", noBad}},
		{"an unused ignore ignored", "# trainlsp: ignore-file[unused_ignore]\nx = 1  # trainlsp: ignore[bad]\n", nil},
		{"an ignore of all does not hide that it is unused", "x = 1  # trainlsp: ignore\n", []string{nothing}},
		{"unknown category", "BAD()  # trainlsp: ignore[missing_model_savin]\n", []string{"bad",
			`unknown_ignore_category There is no category "missing_model_savin" to ignore. Did you mean "missing_model_saving"?`}},
		{"unknown category, nothing like it", "BAD()  # trainlsp: ignore[bad, zzzzzz]\n", []string{
			`unknown_ignore_category There is no category "zzzzzz" to ignore.`}},
		{"no closing bracket", "BAD()  # trainlsp: ignore[bad\n", []string{"bad",
			`unknown_directive The list of categories behind "ignore" has no closing bracket, so the comment silences nothing.`}},
		{"misspelt", "BAD()  # trainlsp: ignroe\n", []string{"bad",
			`unknown_directive trainlsp knows no comment "ignroe". Did you mean "ignore"?`}},
		{"nothing like a directive", "# trainlsp: select=bad\n", []string{`unknown_directive trainlsp knows no comment "select".`}},
		{"prose", "# trainlsp: see the manual\n", nil},
		{"a broken script judges no ignore", "x = (\nx = 1  # trainlsp: ignore[bad]\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.want == nil {
				c.want = []string{}
			}
			if diff := cmp.Diff(c.want, verdict(c.text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestIgnoreOfWhatWasNotLookedForCountsAsUsed(t *testing.T) {
	onlyWorse := func(name string) bool { return name == "worse" }
	for _, text := range []string{"x = 1  # trainlsp: ignore[bad]\n", "x = 1  # trainlsp: ignore\n"} {
		d := parseDirectives(syntax.Parse([]byte(text)))
		if found := d.findings(nil, plantedNames, onlyWorse); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func TestStepTypeDirective(t *testing.T) {
	for _, c := range []struct{ text, want, said string }{
		{"# trainlsp: step-type=Training\n", "Training", ""},
		{"# trainlsp: step-type = processing (cleans the data)\n", "Processing", ""},
		{"x = '# trainlsp: step-type=Training'\n", "", ""},
		{"# trainlsp: step-type=Training\n# trainlsp: step-type=Tuning\n", "Training", ""},
		{"# trainlsp: step-type=Trainig\n", "", `"Trainig" is no step type. Did you mean "Training"?`},
		{"# trainlsp: step-type=Cooking\n", "", `"Cooking" is no step type.`},
		{"# trainlsp: step-type\n", "", `This comment declares no step type: "=" and a type are expected behind "step-type".`},
	} {
		d := parseDirectives(syntax.Parse([]byte(c.text)))
		said := ""
		for _, i := range d.findings(nil, plantedNames, everything) {
			said += i.Message
		}
		if d.stepType() != c.want || said != c.said {
			t.Errorf("%q: step type %q, said %q; want %q and %q", c.text, d.stepType(), said, c.want, c.said)
		}
	}
}

// TestFixesOfComments applies every fix: the finding must be gone, the rest must stay, a second run changes nothing.
func TestFixesOfComments(t *testing.T) {
	for _, c := range []struct{ before, after string }{
		{"x = 1  # trainlsp: ignore\ny = 2\n", "x = 1\ny = 2\n"},
		{"x = 1\t# trainlsp: ignore because\r\ny = 2\r\n", "x = 1\r\ny = 2\r\n"},
		{"x = 1  # trainlsp: ignore", "x = 1"},
		{"  # trainlsp: ignore\ny = 2\n", "y = 2\n"},
		{"\ufeff# trainlsp: ignore-file[bad]\ny = 2\n", "\ufeffy = 2\n"},
		{"x = 1  # noqa  # trainlsp: ignore[bad]\n", "x = 1  # noqa\n"},
		{"x = 1  # trainlsp: ignore[bad]  # noqa\n", "x = 1  # noqa\n"},
		{"x = 1  # a  # trainlsp: ignore  # b\n", "x = 1  # a  # b\n"},
		{"BAD()  # trainlsp: ignore[worse, bad] as agreed\n", "BAD()  # trainlsp: ignore[bad] as agreed\n"},
		{"x = 1  # trainlsp: ignore[worse, bad]\n", "x = 1\n"},
		{"BAD()  # trainlsp: ignore[bd]\n", "BAD()  # trainlsp: ignore[bad]\n"},
		{"BAD()  # trainlsp: ignore[bad, zzzzzz]\n", "BAD()  # trainlsp: ignore[bad]\n"},
		{"x = 1  # trainlsp: ignore[zzzzzz]\n", "x = 1\n"},
		{"x = 1  # trainlsp: ignore[]\n", "x = 1\n"},
		{"BAD()  # trainlsp: ignroe[bad]\n", "BAD()  # trainlsp: ignore[bad]\n"},
		{"# trainlsp: step-type=trainin\n", "# trainlsp: step-type=Training\n"},
		{"x = 'é'  # trainlsp: ignore\n", "x = 'é'\n"},
	} {
		text := c.before
		for round := 0; ; round++ {
			d := parseDirectives(syntax.Parse([]byte(text)))
			_, silenced := d.split(planted(text))
			fixed, applied := ApplyFixes([]byte(text), d.findings(silenced, plantedNames, everything))
			text = string(fixed)
			if applied == 0 {
				break
			}
			if round > 3 {
				t.Fatalf("%q: the fixes never end: %q", c.before, text)
			}
		}
		if text != c.after {
			t.Errorf("%q became %q, want %q", c.before, text, c.after)
		}
	}
}
