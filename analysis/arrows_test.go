package analysis_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/trainlsp/trainlsp"

// A room is a package, or with "/..." a package and all below it, and what it may know of this module and of the two
// libraries that only one room may see. Data goes one way through the rooms; nothing calls back up.
type room struct {
	name string
	may  []string
}

const (
	treeSitter = "github.com/smacker/go-tree-sitter/..."
	lspLibrary = "go.lsp.dev/..."
)

// The first room that fits a package is its room.
var rooms = []room{
	{"analysis/sagemaker/container", nil},
	{"analysis/sagemaker", nil},
	{"analysis/gitignore", nil},
	{"analysis/pep440", nil},
	// Only tests import it. It measures what tree-sitter takes by itself.
	{"analysis/syntax/testutil", []string{treeSitter}},
	{"analysis/syntax", []string{treeSitter}},
	{"analysis/workspace", []string{"analysis", "analysis/gitignore", "analysis/pep440", "analysis/sagemaker/...", "analysis/syntax"}},
	{"analysis", []string{"analysis/sagemaker", "analysis/syntax"}},
	{"frameworks", []string{"analysis", "analysis/sagemaker", "analysis/syntax"}},
	// The leaf that rules are written against holds none of them, so that enhancer and frameworks can both use it.
	{"enhancer/requirement", []string{"analysis/...", "frameworks"}},
	{"enhancer/rule", []string{"analysis/...", "frameworks", "enhancer/requirement"}},
	{"frameworks/...", []string{"analysis/...", "frameworks", "enhancer/requirement", "enhancer/rule"}},
	{"enhancer/config", []string{"analysis/workspace", "frameworks", "enhancer", "enhancer/rule"}},
	{"enhancer/...", []string{"analysis/...", "frameworks/...", "enhancer/..."}},
	{"lsp/...", []string{"analysis/...", "frameworks/...", "enhancer/...", "lsp/...", lspLibrary}},
	{"cmd/...", []string{"analysis/...", "frameworks/...", "enhancer/...", "lsp/...", "cmd/..."}},
}

// fits says whether a package is the one that pattern names, or below it where the pattern ends in "/...".
func fits(pattern, name string) bool {
	root, tree := strings.CutSuffix(pattern, "/...")
	return name == root || tree && strings.HasPrefix(name, root+"/")
}

func fitsAny(patterns []string, name string) bool {
	for _, pattern := range patterns {
		if fits(pattern, name) {
			return true
		}
	}
	return false
}

// wrongWay says what is wrong with importer, a package of this module, importing imported; nothing where it may.
func wrongWay(importer, imported string) string {
	inside, ours := strings.CutPrefix(imported, module+"/")
	if !ours && !fits(treeSitter, imported) && !fits(lspLibrary, imported) {
		return ""
	}
	for _, r := range rooms {
		if !fits(r.name, importer) {
			continue
		}
		if fitsAny(r.may, inside) {
			return ""
		}
		return "the room " + r.name + " may import of ours only [" + strings.Join(r.may, ", ") + "]"
	}
	return "the package is in no room; give it one in the table of this test"
}

func TestArrows(t *testing.T) {
	seen := map[string]bool{}
	eachImport(t, "..", func(file, importer, imported string) {
		seen[importer] = true
		if fault := wrongWay(importer, imported); fault != "" {
			t.Errorf("%s: package %s imports %s: %s", file, importer, imported, fault)
		}
	})
	for _, name := range []string{"analysis", "enhancer", "enhancer/rule"} {
		if !seen[name] {
			t.Errorf("no import of package %s was looked at", name)
		}
	}
}

// A table that allowed everything would pass TestArrows too.
func TestArrowsAreNoticed(t *testing.T) {
	for _, arrow := range []struct {
		importer, imported string
		wrong              bool
	}{
		{"analysis/syntax", module + "/analysis", true},
		{"analysis/syntax", "github.com/smacker/go-tree-sitter/python", false},
		{"analysis", "github.com/smacker/go-tree-sitter", true},
		{"analysis", module + "/analysis/syntax", false},
		{"analysis", module + "/analysis/workspace", true},
		{"analysis", module + "/frameworks", true},
		{"analysis/workspace", module + "/analysis", false},
		{"analysis/workspace", module + "/enhancer/rule", true},
		{"analysis/sagemaker", module + "/analysis", true},
		{"analysis/sagemaker/container", module + "/analysis", true},
		{"enhancer/rule", module + "/frameworks", false},
		{"enhancer/rule", module + "/frameworks/xgboost", true},
		{"enhancer/rule", module + "/enhancer", true},
		{"enhancer/rule", module + "/enhancer/script", true},
		{"enhancer/requirement", module + "/enhancer/rule", true},
		{"frameworks", module + "/enhancer/rule", true},
		{"frameworks", module + "/frameworks/xgboost", true},
		{"frameworks/xgboost", module + "/frameworks", false},
		{"frameworks/xgboost", module + "/enhancer/rule", false},
		{"frameworks/xgboost", module + "/enhancer", true},
		{"frameworks/xgboost", module + "/frameworks/pytorch", true},
		{"enhancer", module + "/frameworks/pytorch", false},
		{"enhancer", module + "/lsp", true},
		{"enhancer/config", module + "/enhancer", false},
		{"enhancer/config", module + "/lsp", true},
		{"enhancer/script", "go.lsp.dev/protocol", true},
		{"lsp", "go.lsp.dev/protocol", false},
		{"lsp", module + "/cmd/trainlsp", true},
		{"cmd/trainlsp", module + "/lsp", false},
		{"cmd/trainlsp", "go.lsp.dev/protocol", true},
		{"attic", module + "/analysis", true},
		{"analysis", "strings", false},
	} {
		if fault := wrongWay(arrow.importer, arrow.imported); (fault != "") != arrow.wrong {
			t.Errorf("%s imports %s: wrong way is %q, want it noticed: %v", arrow.importer, arrow.imported, fault, arrow.wrong)
		}
	}
}

// eachImport calls f for every import in the module's Go files but its tests, with the importing package's path inside
// the module.
func eachImport(t *testing.T, root string, f func(file, importer, imported string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		inside = filepath.ToSlash(inside)
		if entry.IsDir() {
			if inside != "." && notOfModule(file, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f(inside, path.Dir(inside), imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// notOfModule says whether the go command leaves a folder out of the module: test data, hidden and installed things,
// modules of their own.
func notOfModule(folder, name string) bool {
	if name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}
