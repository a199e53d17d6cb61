package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/config"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// completionTriggers are the characters behind which a place of ours may begin: strings, paths, flags, and the brackets and
// values of comments to trainlsp.
var completionTriggers = []string{`"`, "'", "/", "-", "[", ":", "="}

var completionKinds = map[enhancer.CompletionKind]protocol.CompletionItemKind{
	enhancer.CompletesName:     protocol.CompletionItemKindProperty,
	enhancer.CompletesVariable: protocol.CompletionItemKindVariable,
	enhancer.CompletesFile:     protocol.CompletionItemKindFile,
	enhancer.CompletesFolder:   protocol.CompletionItemKindFolder,
	enhancer.CompletesValue:    protocol.CompletionItemKindValue,
	enhancer.CompletesRule:     protocol.CompletionItemKindKeyword,
}

// completion serves textDocument/completion. It does not wait for the document's check: what is being typed is not worth
// one, and the text says enough.
func (s *snapshot) completion(_ context.Context, p *protocol.CompletionParams) (protocol.CompletionResult, error) {
	text, own, ok := s.python(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	lines := syntax.NewLines(text[own.Start:own.End])
	offset := own.Start + offsetOf(lines, p.Position, s.server.client.encoding)
	list, span := s.complete(text, offset)
	if len(list) == 0 {
		return nil, nil
	}
	place := s.server.rangeIn(lines, syntax.Range{Start: span.Start - own.Start, End: span.End - own.Start})
	result := &protocol.CompletionList{}
	for i, c := range list {
		result.Items = append(result.Items, s.completionItem(i, c, place))
	}
	return result, nil
}

// complete is what can stand at a byte, and what it takes the place of.
func (s *snapshot) complete(text []byte, offset int) ([]enhancer.Completion, rule.Span) {
	if isSettings(s.uri) {
		return config.Complete(text, offset)
	}
	return enhancer.Complete(s.known(), s.file(), text, offset)
}

// python is the Python that a document is a part of, and where it stands there: all of a script, or a cell of a notebook's
// code. ok is false for a document that is no Python. A settings file counts as a script here: it is completed whole.
func (s *snapshot) python(u uri.URI) (text []byte, own syntax.Range, ok bool) {
	if s.document == nil || !s.checked {
		return nil, own, false
	}
	if s.book == nil {
		return s.text, syntax.Range{End: len(s.text)}, !isDeclaration(s.uri)
	}
	for _, c := range s.book.cells {
		if !c.code {
			continue
		}
		if c.key == u {
			own, ok = syntax.Range{Start: len(text), End: len(text) + len(c.text)}, true
		}
		text = append(append(text, c.text...), '\n')
	}
	return text, own, ok
}

// known is the workspace around the document as far as it is known, nil for a document that is no file.
func (s *snapshot) known() *workspace.Workspace {
	file := s.file()
	if file == "" {
		return nil
	}
	return s.server.indexOf(file).Workspace()
}

// completionItem brings a completion into the protocol's form. It takes the place of all that stands there, and keeps its
// place in the list.
func (s *snapshot) completionItem(i int, c enhancer.Completion, place protocol.Range) protocol.CompletionItem {
	item := protocol.CompletionItem{
		Label: c.Label, Kind: completionKinds[c.Kind],
		SortText: protocol.NewOptional(fmt.Sprintf("%04d", i)), FilterText: protocol.NewOptional(c.Label),
		TextEdit: &protocol.TextEdit{Range: place, NewText: c.Label},
	}
	if c.Detail != "" {
		item.Detail = protocol.NewOptional(c.Detail)
	}
	if c.Text != "" {
		text := &protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: plain(c.Text)}
		if s.server.client.completionMarkdown {
			text = &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: c.Text}
		}
		item.Documentation = text
	}
	return item
}
