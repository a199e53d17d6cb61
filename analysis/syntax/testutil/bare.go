package testutil

import (
	"context"
	"strings"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"
)

// Bare is how long tree-sitter alone takes to follow one Keystroke in a script: what nobody who uses it can go below.
func Bare(script string) time.Duration {
	insert, remove := Keystroke(script, 0), Keystroke(script, 1)
	typed := []byte(Apply(script, insert))
	text := []byte(script)
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(python.GetLanguage())
	tree := parse(p, nil, text)
	for range 10 {
		tree.Edit(inputOf(script, insert))
		tree = parse(p, tree, typed)
		tree.Edit(inputOf(script, remove))
		tree = parse(p, tree, text)
	}
	const rounds = 100
	began := time.Now()
	for range rounds {
		tree.Edit(inputOf(script, insert))
		tree = parse(p, tree, typed)
		tree.Edit(inputOf(script, remove))
		tree = parse(p, tree, text)
	}
	took := time.Since(began) / (2 * rounds)
	tree.Close()
	return took
}

func parse(p *sitter.Parser, old *sitter.Tree, text []byte) *sitter.Tree {
	tree, err := p.ParseCtx(context.Background(), old, text)
	if err != nil {
		panic(err)
	}
	if old != nil {
		old.Close()
	}
	return tree
}

// inputOf is an edit on one line, made or taken back, as tree-sitter wants to be told.
func inputOf(script string, e Edit) sitter.EditInput {
	point := func(at int) sitter.Point {
		line := script[:e.Start]
		column := at - strings.LastIndexByte(line, '\n') - 1
		return sitter.Point{Row: uint32(strings.Count(line, "\n")), Column: uint32(column)}
	}
	end := e.Start + len(e.New)
	return sitter.EditInput{
		StartIndex: uint32(e.Start), OldEndIndex: uint32(e.End), NewEndIndex: uint32(end),
		StartPoint: point(e.Start), OldEndPoint: point(e.End), NewEndPoint: point(end),
	}
}
