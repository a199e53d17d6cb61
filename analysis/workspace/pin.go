package workspace

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// Pin says which versions of the platform's SDK are asked for.
type Pin struct {
	// Spec is what follows the name, such as ">=2.200,<3"; empty where any version will do.
	Spec string
	// Place is the name with what follows it; the version alone in a lock file and in the tables of Poetry.
	Place Place
	// Locked tells the exact version of a lock file, which no hand writes.
	Locked bool
}

// pinText finds the SDK where a requirement names it, with its version.
var pinText = regexp.MustCompile(`(?:^|[\s"'=])(sagemaker(?:\[[\w, -]*\])?[ \t]*((?:(?:===|==|~=|!=|<=|>=|<|>)[ \t]*[\w.*+!-]+[ \t]*,?[ \t]*)*))(?:$|[\s"';#@,\]])`)

// pipInstall finds the commands that install packages, in notebooks and in scripts.
var pipInstall = regexp.MustCompile(`(?m)pip3?\s+install\s[^\n]*`)

// pinsInstalled are the versions of the SDK that the file itself installs with pip.
func (s source) pinsInstalled() (pins []Pin) {
	for _, line := range pipInstall.FindAllIndex(s.text, -1) {
		for _, m := range pinText.FindAllSubmatchIndex(s.text[line[0]:line[1]], -1) {
			pins = append(pins, Pin{Spec: cleanSpec(s.text[line[0]+m[4] : line[0]+m[5]]), Place: s.place(line[0]+m[2], line[0]+m[3])})
		}
	}
	return pins
}

func cleanSpec(spec []byte) string {
	return strings.Trim(strings.ReplaceAll(string(spec), " ", ""), ",\t")
}

// SDK gives the versions of the platform's SDK that a launcher runs with: what it installs itself, else what the nearest
// list of requirements in its folder or above asks for. Lists in the source folders that go to the training container are
// about another machine. ok is false where nothing says so.
func (w *Workspace) SDK(launcher string) (pin Pin, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	pins, known := w.pins[launcher]
	if !known {
		if w.pins == nil {
			w.pins = map[string][]Pin{}
		}
		pins = w.findPin(launcher)
		w.pins[launcher] = pins
	}
	if len(pins) == 0 {
		return Pin{}, false
	}
	return pins[0], true
}

// findPin looks for the version of the SDK that a launcher runs with; there is at most one.
func (w *Workspace) findPin(launcher string) []Pin {
	if l := w.Launcher(launcher); l != nil && len(l.Pins) > 0 {
		return l.Pins[len(l.Pins)-1:]
	}
	sent := map[string]bool{}
	for _, l := range w.LaunchesIn(launcher) {
		sent[l.Root] = l.SourceDir.Kind != None
	}
	for folder := filepath.Dir(launcher); w.files.Contains(folder); folder = filepath.Dir(folder) {
		for _, name := range requirementFiles {
			if pin, ok := w.pinIn(filepath.Join(folder, name)); ok && !sent[folder] {
				return []Pin{pin}
			}
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	return nil
}

// requirementFiles name what a project needs; the lists of exact versions come first.
var requirementFiles = []string{"uv.lock", "poetry.lock", "requirements.txt", "pyproject.toml", "setup.py"}

// lockedSDK finds the SDK's exact version in uv.lock and poetry.lock.
var lockedSDK = regexp.MustCompile(`(?m)^name = "sagemaker"\r?\nversion = "([^"]+)"`)

// tableSDK finds the SDK as a key in the tables of Poetry.
var tableSDK = regexp.MustCompile(`(?m)^sagemaker\s*=\s*(?:\{[^}\n]*version\s*=\s*)?"([^"]*)"`)

// pinIn finds the SDK in a list of requirements.
func (w *Workspace) pinIn(path string) (Pin, bool) {
	text, err := w.files.Read(path)
	if err != nil {
		return Pin{}, false
	}
	at := func(start, end int) Place { return Place{File: path, Span: syntax.Range{Start: start, End: end}} }
	if strings.HasSuffix(path, ".lock") {
		if m := lockedSDK.FindSubmatchIndex(text); m != nil {
			return Pin{Spec: "==" + string(text[m[2]:m[3]]), Place: at(m[2], m[3]), Locked: true}, true
		}
		return Pin{}, false
	}
	if m := tableSDK.FindSubmatchIndex(text); m != nil && strings.HasSuffix(path, ".toml") {
		return Pin{Spec: string(text[m[2]:m[3]]), Place: at(m[2], m[3])}, true
	}
	start := 0
	for line := range strings.Lines(string(text)) {
		code, _, _ := strings.Cut(line, "#")
		if m := pinText.FindStringSubmatchIndex(strings.TrimRight(code, "\r\n")); m != nil && listsPackages(path, code) {
			return Pin{Spec: cleanSpec([]byte(code[m[4]:m[5]])), Place: at(start+m[2], start+m[2]+len(strings.TrimRight(code[m[2]:m[3]], " \t,")))}, true
		}
		start += len(line)
	}
	return Pin{}, false
}

// listsPackages tells lines of a requirements file, and of others those that quote a package and are not about the project's
// own name.
func listsPackages(path, line string) bool {
	if strings.HasSuffix(path, ".txt") {
		return true
	}
	return (strings.Contains(line, `"sagemaker`) || strings.Contains(line, `'sagemaker`)) && !ownName.MatchString(line)
}

// ownName is where a project says what it is called itself.
var ownName = regexp.MustCompile(`^\s*name\s*=`)

// Admits tells whether some version of a generation, such as 2.x, is among those asked for.
func (p Pin) Admits(major int) bool {
	for _, clause := range pinClause.FindAllStringSubmatch(p.Spec, -1) {
		if !clauseAdmits(clause[1], clause[2], major) {
			return false
		}
	}
	return true
}

// pinClause is one clause of a version specifier, as in PEP 440 and in Poetry's notation.
var pinClause = regexp.MustCompile(`([=<>~!^]*)\s*([\w.*+-]+)`)

func clauseAdmits(op, version string, major int) bool {
	first, rest, _ := strings.Cut(version, ".")
	wanted, err := strconv.Atoi(first)
	if err != nil || op == "!=" {
		return true // "*", and what cannot be read, say nothing
	}
	switch op {
	case ">", ">=":
		return major >= wanted
	case "<":
		return major < wanted || major == wanted && strings.Trim(rest, "0.") != ""
	case "<=":
		return major <= wanted
	}
	return major == wanted
}
