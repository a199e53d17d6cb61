package syntax

// match finds for each piece the statement of a former tree with the same kind and the same text, nil where there is none
// or where one of them has an error. No statement is given twice.
//
// An edit leaves alone what stands before it and what stands after it, so that the two ends need no search.
func match(former *Tree, text []byte, pieces []piece) []*Statement {
	found := make([]*Statement, len(pieces))
	if former == nil {
		return found
	}
	old := former.statements
	for len(old) > 0 && len(pieces) > 0 && alike(old[0], pieces[0], text) {
		found[len(found)-len(pieces)] = old[0]
		old, pieces = old[1:], pieces[1:]
	}
	middle := found[len(found)-len(pieces):]
	for len(old) > 0 && len(pieces) > 0 && alike(old[len(old)-1], pieces[len(pieces)-1], text) {
		middle[len(pieces)-1] = old[len(old)-1]
		old, pieces = old[:len(old)-1], pieces[:len(pieces)-1]
	}
	matchMoved(old, text, pieces, middle)
	return found
}

// matchMoved matches what stands between the ends, wherever it stands now.
func matchMoved(old []*Statement, text []byte, pieces []piece, found []*Statement) {
	if len(old) == 0 || len(pieces) == 0 {
		return
	}
	byText := make(map[string][]*Statement, len(old))
	for _, s := range old {
		byText[s.text] = append(byText[s.text], s)
	}
	for i, p := range pieces {
		same := byText[string(text[p.start:p.end])]
		if len(same) > 0 && alike(same[0], p, text) {
			found[i] = same[0]
			byText[same[0].text] = same[1:]
		}
	}
}

func alike(s *Statement, p piece, text []byte) bool {
	return !p.hasError && !s.root.HasError() && s.root.kind == p.kind && s.text == string(text[p.start:p.end])
}
