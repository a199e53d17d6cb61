package syntax

import (
	"context"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"
)

var (
	language = python.GetLanguage()
	kindOf   = grammarKinds()
	fieldOf  = grammarFields()
)

// grammarKinds maps the grammar's symbols to kinds.
func grammarKinds() []Kind {
	byName := map[string]Kind{}
	for k := Kind(1); k < kindCount; k++ {
		byName[kindNames[k]] = k
	}
	kinds := make([]Kind, language.SymbolCount())
	for s := range kinds {
		symbol := sitter.Symbol(s)
		if language.SymbolType(symbol) == sitter.SymbolTypeRegular {
			kinds[s] = byName[language.SymbolName(symbol)]
		} else {
			kinds[s] = KindToken
		}
	}
	return kinds
}

func grammarFields() map[string]Field {
	fields := map[string]Field{"": FieldNone}
	for f := Field(1); f < fieldCount; f++ {
		fields[fieldNames[f]] = f
	}
	return fields
}

// Parse reads a script from scratch. It never fails: bytes that are no Python give KindError nodes.
func Parse(text []byte) *Tree {
	parser := sitter.NewParser()
	defer parser.Close()
	parser.SetLanguage(language)
	c, err := parser.ParseCtx(context.Background(), nil, text)
	if err != nil {
		return &Tree{text: text, hasError: true}
	}
	defer c.Close()
	root := c.RootNode()
	t := &Tree{text: text, index: map[*Statement]int{}, hasError: root.HasError()}
	for i := 0; i < int(root.ChildCount()); i++ {
		s := convert(root.Child(i), text)
		t.index[s] = len(t.statements)
		t.statements = append(t.statements, s)
		t.starts = append(t.starts, int(root.Child(i).StartByte()))
	}
	return t
}

// convert copies a top-level statement out of C memory.
func convert(c *sitter.Node, text []byte) *Statement {
	base := c.StartByte()
	s := &Statement{text: string(text[base:c.EndByte()])}
	cursor := sitter.NewTreeCursor(c)
	defer cursor.Close()
	s.root = convertNode(cursor, s, nil, base)
	return s
}

func convertNode(cursor *sitter.TreeCursor, s *Statement, parent *Node, base uint32) *Node {
	c := cursor.CurrentNode()
	n := &Node{statement: s, parent: parent, start: c.StartByte() - base, end: c.EndByte() - base}
	switch {
	case c.IsError():
		n.kind = KindError
	case int(c.Symbol()) < len(kindOf):
		n.kind = kindOf[c.Symbol()]
	}
	n.field = fieldOf[cursor.CurrentFieldName()]
	if c.IsMissing() {
		n.flags |= flagMissing
	}
	if c.HasError() || c.IsMissing() {
		n.flags |= flagHasError
	}
	if cursor.GoToFirstChild() {
		for {
			if child := cursor.CurrentNode(); child.IsNamed() || child.IsMissing() || child.IsError() || cursor.CurrentFieldName() != "" {
				n.children = append(n.children, convertNode(cursor, s, n, base))
			}
			if !cursor.GoToNextSibling() {
				break
			}
		}
		cursor.GoToParent()
	}
	return n
}
