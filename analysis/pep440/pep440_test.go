package pep440_test

import (
	"testing"

	"github.com/trainlsp/trainlsp/analysis/pep440"
)

func parse(t *testing.T, text string) pep440.Specifier {
	t.Helper()
	s, ok := pep440.ParseSpecifier(text)
	if !ok {
		t.Fatalf("%q is no specifier", text)
	}
	return s
}

func TestParseSpecifier(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "==1.4.2": true, "== 1.4.2": true, ">=1.26,<2": true, "~=1.4": true, "==1.*": true, "===1.0-custom": true,
		">=1,": true, "==2.1.0+cu118": true, "!=1.5.*": true, "==1.0rc1": true,
		"=1.0": false, "1.26": false, "==1.x": false, "=>1.0": false, ">=": false, "^1.2": false, "~1.2": false, "==1.4 2": false,
		">=2.0.0<3.0.0": false, ">=1.*": false, "~=1": false,
	} {
		if _, ok := pep440.ParseSpecifier(text); ok != want {
			t.Errorf("ParseSpecifier(%q): %v, want %v", text, ok, want)
		}
	}
}

func TestAllows(t *testing.T) {
	for _, c := range []struct {
		specifier, version string
		want               bool
	}{
		{"", "1", true}, {"==1.4", "1.4.0", true}, {"==1.4", "1.4.1", false}, {"==1.4.*", "1.4.1", true}, {">=1.26,<2", "1.26.4", true},
		{">=1.26,<2", "2.0", false}, {"~=1.4.2", "1.4.9", true}, {"~=1.4.2", "1.5", false}, {"==2.1.0", "2.1.0+cu118", true},
		{">=1", "no version", false},
	} {
		if got := parse(t, c.specifier).Allows(c.version); got != c.want {
			t.Errorf("%q allows %s: %v", c.specifier, c.version, got)
		}
	}
}

func TestAgree(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"", "==1", true}, {">=2", "<2", false}, {">=2", "<=2", true}, {">2", "<=2", false}, {">=1.26,<2", "==1.26.4", true},
		{"==1.2.3", "==1.2.4", false}, {"==1.2", "==1.2.0", true}, {"==1.2.*", "==1.2.5", true}, {"~=1.4", ">=2", false}, {"~=1.4", ">=1.9", true},
		{">1.0", "<1.1", true}, {">=2,!=2.0.*,!=2.1.*", "<3", true}, {"!=1", "==1", false}, {"==1.0rc1", ">=1.0rc1", true}, {"==1.0rc1", ">=1.0", false},
		{"<2", "<1", true}, {">=4.56", "<5", true}, {"==2.1.0+cu118", "==2.1.0", true}, {"==2.1.0+cu118", "==2.1.0+cpu", false}, {"===weird", "===weird", true}, {"===weird", "==1", false},
	} {
		for _, turned := range []bool{false, true} {
			a, b := parse(t, c.a), parse(t, c.b)
			if turned {
				a, b = b, a
			}
			if got := pep440.Agree(a, b); got != c.want {
				t.Errorf("%q and %q agree: %v", a, b, got)
			}
		}
	}
}

func TestProperties(t *testing.T) {
	for _, c := range []struct {
		text, exact string
		bounded     bool
	}{
		{"==1.4.2", "1.4.2", true}, {"==1.4.*", "", true}, {">=1", "", false}, {">=1,<2", "", true}, {"<2", "", false}, {"~=1.4", "", true}, {"", "", false},
	} {
		s := parse(t, c.text)
		if s.Exact() != c.exact || s.IsBounded() != c.bounded || s.IsAny() != (c.text == "") {
			t.Errorf("%q: exact %q, bounded %v, any %v", c.text, s.Exact(), s.IsBounded(), s.IsAny())
		}
	}
}

func TestSameMinor(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2.1.0", "2.1.2", true}, {"2.1", "2.10", false}, {"2", "2.0.1", true}, {"x", "x", false}} {
		if got := pep440.SameMinor(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
	if pep440.Compare("1.9", "1.10") >= 0 || pep440.Compare("1.0", "1") != 0 || pep440.Compare("x", "1") >= 0 || pep440.Compare("1", "x") <= 0 || pep440.Compare("x", "y") != 0 {
		t.Error("Compare does not order versions")
	}
}
