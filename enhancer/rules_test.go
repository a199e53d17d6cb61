package enhancer

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEveryRuleHasItsPage(t *testing.T) {
	for _, r := range Rules() {
		text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(PageOf(r.Name))))
		if err != nil {
			t.Error(err)
		} else if string(text) != r.Page {
			t.Errorf("%s is not the page that the rule shows", PageOf(r.Name))
		}
		if want := "https://github.com/trainlsp/trainlsp/blob/main/" + r.Dir + "/" + r.Name + ".md"; PageURL(r.Name) != want {
			t.Errorf("the page of %s is at %s, want %s", r.Name, PageURL(r.Name), want)
		}
	}
	if PageOf("no_such_rule") != "" || PageURL("no_such_rule") != "" {
		t.Error("a category that does not exist has a page")
	}
}
