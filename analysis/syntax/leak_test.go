package syntax

import (
	"fmt"
	"os"
	"testing"
)

// resident is the memory of the process in bytes, C's and Go's.
func resident(t *testing.T) int {
	t.Helper()
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("only Linux tells simply how much memory C has")
	}
	var size, pages int
	if _, err := fmt.Sscan(string(statm), &size, &pages); err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

// TestDocumentsGiveTheirMemoryBack opens, edits and closes documents, over states with and without errors and magics. Each
// tree of this text takes about 1 MB of C memory.
func TestDocumentsGiveTheirMemoryBack(t *testing.T) {
	text := tiled(xgboostScript, 300)
	round := func() {
		d := Open(text)
		d.Tree()
		for _, new := range []string{"(", "\n!ls\n", "x = 1\n"} {
			d.Edit(Edit{0, 0, new})
			d.Tree()
		}
		d.Replace(text)
		d.Tree()
		d.Close()
	}
	for range 10 {
		round()
	}
	before := resident(t)
	for range 50 {
		round()
	}
	if grown := resident(t) - before; grown > 32<<20 {
		t.Errorf("50 documents left %d MB behind", grown>>20)
	}
}
