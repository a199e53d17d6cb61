package workspace_test

import (
	"path/filepath"
	"testing"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// Any bytes can be read, and what is read of them stands where it is said to stand.
func FuzzRequirements(f *testing.F) {
	for _, text := range []string{
		"torch==2.1.0  # why\nnumpy>=1.26, \\\n <2 ; python_version > '3'\n-r base.txt\n-e git+https://example.com/a#egg=b\n",
		"[project]\ndependencies = [\"torch>=2\", 'numpy']\n[tool.poetry.dependencies]\npandas = {version = \"^1.5\"}\n",
		"[options]\ninstall_requires =\n    torch>=2\n    numpy\n",
		"from setuptools import setup\nsetup(install_requires=['torch', \"numpy<2\"])\n",
		"\ufeffx", "a\\", "[a]\nb=\"\\u0041\"", "a = [\"\\",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"requirements.txt", "pyproject.toml", "setup.cfg", "setup.py"} {
			file := filepath.Join(top, name)
			r := workspace.New([]string{top}, map[string][]byte{file: []byte(text)}).RequirementsIn(file)
			if r == nil {
				t.Fatalf("%s is not read", name)
			}
			for _, one := range r.List {
				for _, p := range []workspace.Place{one.Place, one.Line, one.NamePlace, one.SpecifierPlace} {
					if p.File != "" && (p.Span.Start < 0 || p.Span.Start > p.Span.End || p.Span.End > len(text)) {
						t.Errorf("%s: %s stands at %v of %d bytes", name, one.Name, p.Span, len(text))
					}
				}
			}
		}
	})
}
