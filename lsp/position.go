package lsp

import (
	"math"
	"path"
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// offsetOf gives the byte that a position stands before; positions behind the end of their line or text mean that end.
func offsetOf(lines *syntax.Lines, p protocol.Position, e syntax.Encoding) int {
	return lines.Offset(syntax.Position{Line: clamp(p.Line), Character: clamp(p.Character)}, e)
}

// clamp keeps a number that a client sent in the range of int, also where that has 32 bits.
func clamp(n uint32) int { return int(min(n, math.MaxInt32)) }

// spanOf gives the bytes of a range. One whose end comes before its start means the stretch between the two.
func spanOf(lines *syntax.Lines, r protocol.Range, e syntax.Encoding) rule.Span {
	start, end := offsetOf(lines, r.Start, e), offsetOf(lines, r.End, e)
	return rule.Span{Start: min(start, end), End: max(start, end)}
}

// positionOf gives the position of a byte.
func positionOf(lines *syntax.Lines, offset int, e syntax.Encoding) protocol.Position {
	p := lines.Position(offset, e)
	return protocol.Position{Line: uint32(p.Line), Character: uint32(p.Character)} //nolint:gosec // never negative, and no text has 2^32 lines
}

// pathOf gives the name by which checks and settings know a document: the path of a file, and of anything else its URI
// without query and fragment. uri.FsPath would make up a path where there is none.
func pathOf(u uri.URI) string {
	if u.IsFile() {
		return u.FsPath()
	}
	name, _, _ := strings.Cut(string(u), "?")
	name, _, _ = strings.Cut(name, "#")
	return name
}

// isDeclaration tells whether a document is a file that is no script and may declare something about scripts.
func isDeclaration(u uri.URI) bool {
	return u.IsFile() && workspace.MayDeclare(path.Base(filepath.ToSlash(u.FsPath())))
}

// isSettings tells whether a document is a file in which a project keeps its settings.
func isSettings(u uri.URI) bool {
	return u.IsFile() && path.Base(filepath.ToSlash(u.FsPath())) == config.Name
}

// cellScheme begins the URIs of cells in VS Code.
const cellScheme = "vscode-notebook-cell:"

// isPython tells whether a document is a Python script: the client says so, or its name does. SageMaker's own containers
// start a script called `train`.
func isPython(u uri.URI, language string) bool {
	if strings.HasPrefix(string(u), cellScheme) {
		return false // a cell is no script; it comes with its notebook, or not at all
	}
	if language == string(protocol.LanguageKindPython) {
		return true
	}
	base := path.Base(strings.ReplaceAll(pathOf(u), `\`, "/"))
	return path.Ext(base) == ".py" || base == "train"
}
