package container

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed images.txt
var imagesText string

//go:embed aliases.txt
var aliasesText string

var images = sync.OnceValue(func() []Image {
	var all []Image
	for _, f := range rows(imagesText) {
		i := Image{Framework: f[0], Version: f[1], Base: given(f[2]), Listed: f[5] == "sdk", EndOfPatch: given(f[6])}
		if f[3] != "-" {
			i.Tags = strings.Split(f[3], ",")
		}
		if f[4] != "=" && f[4] != "?" && f[4] != "-" {
			i.pythons = strings.Split(f[4], ",")
		}
		all = append(all, i)
	}
	return all
})

var aliases = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, f := range rows(aliasesText) {
		if all[f[0]] == nil {
			all[f[0]] = map[string]string{}
		}
		for _, pair := range f[1:] {
			alias, exact, _ := strings.Cut(pair, "=")
			all[f[0]][alias] = exact
		}
	}
	return all
})

// rows are a table's lines in fields, without comments.
func rows(table string) [][]string {
	var all [][]string
	for line := range strings.Lines(table) {
		if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(f[0], "#") {
			all = append(all, f)
		}
	}
	return all
}

// given is a field of a table, empty where "-" stands for nothing.
func given(field string) string { return strings.TrimPrefix(field, "-") }
