package lsp

import "testing"

func TestPlain(t *testing.T) {
	const markdown = "**ERROR** · `bad_word`\n\nUse `a\\_b`.\n\n[More about `bad_word`](https://example.org/bad_word.md)\n\n---\n\nNext"
	const want = "ERROR · bad_word\nUse a_b.\nMore about bad_word: https://example.org/bad_word.md\nNext"
	if got := plain(markdown); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
