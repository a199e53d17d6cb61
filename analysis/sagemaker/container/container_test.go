package container_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/sagemaker/container"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		framework, version, want string
		ok                       bool
	}{
		{"pytorch", "2.0", "2.0.1", true},
		{"pytorch", "2.0.0", "2.0.0", true},
		{"pytorch", "2.0.9", "2.0.9", false},
		{"pytorch", "2.9.0", "2.9.0", false}, // in the list of Deep Learning Containers only
		{"pytorch-smp", "2.2.0", "2.3.1", true},
		{"tensorflow", "2.15", "2.15", false},
		{"xgboost", "latest", "1", true},
		{"xgboost", "1.6-1", "1.6-1", false},
		{"sklearn", "1.2-1", "1.2-1", true},
		{"nothing", "1.0", "1.0", false},
	} {
		if got, ok := container.Resolve(c.framework, c.version); got != c.want || ok != c.ok {
			t.Errorf("Resolve(%s, %s) = %s, %v; want %s, %v", c.framework, c.version, got, ok, c.want, c.ok)
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		framework, version, base, tag string
		want                          string // "" for no image
		pythons                       []string
	}{
		{"pytorch", "2.1", "", "py310", "2.1.0", []string{"3.10"}},
		{"pytorch", "2.1", "", "", "2.1.0", []string{"3.10"}},
		{"pytorch", "2.1", "", "py39", "2.1.0", nil},
		{"pytorch", "1.5.0", "", "py3", "1.5.0", []string{"3.6"}},
		{"pytorch", "1.4.0", "", "py2", "1.4.0", nil},
		{"pytorch", "1.1.0", "", "py3", "1.1.0", nil},
		{"pytorch", "2.13.0", "", "py312", "2.13.0", []string{"3.12"}},
		{"tensorflow", "1.15.2", "", "py37", "1.15.2", []string{"3.7"}},
		{"tensorflow", "1.15.2", "", "py3", "1.15.2", nil},
		{"xgboost", "1.5-1", "", "py3", "1.5-1", []string{"3.8"}},
		{"xgboost", "1.2-1", "", "", "1.2-1", []string{"3.7"}},
		{"xgboost", "latest", "", "", "1", nil},
		{"sklearn", "1.2-1", "", "py3", "1.2-1", []string{"3.8", "3.9"}},
		{"huggingface", "4.6", "pytorch1.7", "py36", "4.6.1", []string{"3.6"}},
		{"huggingface", "4.6", "", "py36", "", nil}, // three with PyTorch, one with TensorFlow
		{"huggingface", "4.26", "", "py39", "4.26.0", []string{"3.9"}},
		{"huggingface", "4.26", "tensorflow2.11", "", "", nil},
	} {
		i := container.Find(c.framework, c.version, c.base)
		if i == nil {
			if c.want != "" {
				t.Errorf("Find(%s, %s, %s) finds nothing", c.framework, c.version, c.base)
			}
			continue
		}
		if i.Version != c.want || !slices.Equal(i.Pythons(c.tag), c.pythons) {
			t.Errorf("Find(%s, %s, %s) = %s with Python %v for %q; want %s with %v", c.framework, c.version, c.base, i.Version, i.Pythons(c.tag), c.tag, c.want, c.pythons)
		}
	}
}

func TestPyVersions(t *testing.T) {
	for _, c := range []struct {
		framework, version string
		want               []string
	}{
		{"pytorch", "1.4", []string{"py2", "py3", "py36"}},
		{"huggingface", "4.10.2", []string{"py36", "py38", "py37"}},
		{"xgboost", "1.7-1", nil},
		{"pytorch", "2.9.0", nil},
	} {
		if got := container.PyVersions(c.framework, c.version); !slices.Equal(got, c.want) {
			t.Errorf("PyVersions(%s, %s) = %v, want %v", c.framework, c.version, got, c.want)
		}
	}
}

func TestPairs(t *testing.T) {
	var got []string
	for _, p := range container.Pairs("huggingface", "4.6") {
		got = append(got, p.Framework+" "+p.Version)
	}
	if want := []string{"pytorch 1.6.0", "pytorch 1.7.1", "pytorch 1.8.1", "tensorflow 2.4.1"}; !slices.Equal(got, want) {
		t.Errorf("Pairs for 4.6: %v, want %v", got, want)
	}
	if all := container.Pairs("huggingface", ""); len(all) != 27 {
		t.Errorf("%d pairs in all", len(all))
	}
}

func TestEndOfPatch(t *testing.T) {
	for version, want := range map[string]string{"2.8": "2026-08-06", "2.10.0": "2027-01-21", "2.0": ""} {
		if got := container.Find("pytorch", version, "").EndOfPatch; got != want {
			t.Errorf("EndOfPatch(pytorch, %s) = %q, want %q", version, got, want)
		}
	}
}

// A slip in a table would be taken for knowledge.
func TestTables(t *testing.T) {
	day := regexp.MustCompile(`^(20[0-9]{2}-[01][0-9]-[0-3][0-9])?$`)
	python := regexp.MustCompile(`^3\.[0-9]+$`)
	seen := map[string]bool{}
	for _, framework := range container.Frameworks() {
		for _, i := range container.Images(framework) {
			key := i.Framework + i.Version + i.Base
			if seen[key] {
				t.Errorf("%s is there twice", key)
			}
			seen[key] = true
			if !day.MatchString(i.EndOfPatch) {
				t.Errorf("%s: %q is no day", key, i.EndOfPatch)
			}
			for _, tag := range append([]string{""}, i.Tags...) {
				for _, p := range i.Pythons(tag) {
					if !python.MatchString(p) {
						t.Errorf("%s %s: %q is no Python", key, tag, p)
					}
				}
			}
		}
		for alias, exact := range container.Aliases(framework) {
			if !slices.Contains(container.Versions(framework), exact) {
				t.Errorf("%s %s is %s, which is not there", framework, alias, exact)
			}
		}
	}
}
