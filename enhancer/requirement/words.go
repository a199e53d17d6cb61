package requirement

import (
	"strings"
	"unicode"
)

// wordSet are words that a name may be made of.
type wordSet map[string]bool

func words(list string) wordSet {
	set := wordSet{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// in tells whether a name such as `train_model`, `TrainModel` or `trainModel2` is made of one of the words.
func (w wordSet) in(name string) bool {
	for _, part := range splitName(name) {
		if w[part] {
			return true
		}
	}
	return false
}

// splitName takes a name apart at underscores, dots, digits and changes to upper case, all in lower case.
func splitName(name string) []string {
	var parts []string
	start := 0
	flush := func(end int) {
		if end > start {
			parts = append(parts, strings.ToLower(name[start:end]))
		}
	}
	lower := false
	for i, c := range name {
		switch {
		case !unicode.IsLetter(c):
			flush(i)
			start = i + len(string(c))
			lower = false
		case unicode.IsUpper(c) && lower:
			flush(i)
			start = i
			lower = false
		default:
			lower = unicode.IsLower(c)
		}
	}
	flush(len(name))
	return parts
}

// HandsOn tells whether a function of this name may do work that is named with one of the words. Names of data, such as
// `train_test_split` and `train_loader`, hold the word and mean none.
func HandsOn(name string, list ...string) bool {
	set := wordSet{}
	for _, w := range list {
		set[w] = true
	}
	return set.in(name) && !dataNames.in(name)
}

// dataNames are in the names of things that are fed to a training, not of the training.
var dataNames = words(`dataset datasets ds data loader loaders dataloader split splits input inputs transform transforms sampler iterator iter batch batches example examples samples features df frame file files path`)
