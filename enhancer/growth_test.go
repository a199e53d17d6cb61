package enhancer_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer"
)

const trainingHead = "import argparse, os, torch\nimport xgboost as xgb\n\n"

// lines makes a text of n lines from a format that may hold the line's number.
func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintln(&b, strings.ReplaceAll(strings.ReplaceAll(format, "NEXT", fmt.Sprint((i+1)%n)), "N", fmt.Sprint(i)))
	}
	return b.String()
}

// worstCases make scripts of a size that grows with n, at which something could take far longer than its length tells.
var worstCases = map[string]struct {
	n    int
	make func(n int) string
}{
	"many lines":       {3000, func(n int) string { return lines(n, "xN = os.path.join(os.environ['SM_MODEL_DIR'], 'N')") }},
	"a chain of calls": {400, func(n int) string { return lines(n, "def fN(a, b=None):\n    return fNEXT(a, b=b)") + "f0(1)\n" }},
	"circles of calls": {300, func(n int) string {
		return lines(n, "def fN(a, b=None):\n    c = fNEXT(b)\n    return f0(a) or c or fN(c) or f7(b)") + "f0(1)\n"
	}},
	"everybody calls one": {300, func(n int) string { return "def f(a):\n    return a\n" + lines(n, "x = f(N)\ny = f(x)") }},
	"one name in a loop": {250, func(n int) string {
		return "x = ''\nfor i in range(3):\n" + lines(n, "    x = x + 'N'\n    xgb.train(x)")
	}},
	"one name at the top": {500, func(n int) string { return lines(n, "x = xgb.train(x)\nx += 'N'") }},
	"one name in branches": {250, func(n int) string {
		return "def f(x):\n" + lines(n, "    if x.a:\n        x = x.b(N)") + "    x.save('m')\nf(1)\n"
	}},
	"a long dictionary": {5000, func(n int) string { return "d = {\n" + lines(n, "    'N': 'N',") + "}\nd['7'], d['9999']\n" }},
	"many lookups":      {500, func(n int) string { return "d = {\n" + lines(n, "    'N': 'N',") + "}\n" + lines(n, "print(d['N'])") }},
	"deep calls":        {1200, func(n int) string { return "x = " + strings.Repeat("f(", n) + strings.Repeat(")", n) + "\n" }},
	"deep parentheses":  {1200, func(n int) string { return "x = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) + "\n" }},
	"deep attributes":   {1200, func(n int) string { return "x = torch" + strings.Repeat(".a", n) + "\n" }},
	"deep methods":      {1200, func(n int) string { return "x = torch" + strings.Repeat(".a()", n) + "\n" }},
	"deep blocks": {80, func(n int) string {
		text := ""
		for i := range n {
			text += strings.Repeat(" ", i) + "if f(x):\n"
		}
		return text + strings.Repeat(" ", n) + "pass\n"
	}},
	"many options": {400, func(n int) string {
		return "parser = argparse.ArgumentParser()\n" + lines(n, "parser.add_argument('--oN', default='/opt/ml/mdel/N')") + "args = parser.parse_args()\n" + lines(n, "torch.save(m, args.oN)")
	}},
	"many classes": {500, func(n int) string {
		return "class C0(torch.nn.Module): pass\n" + lines(n, "class CNEXT(CN):\n    def forward(self, x):\n        return self.fN(x)\n    def fN(self, x): return x.fNEXT(self)") + "C1()(1)\n"
	}},
	"many imports":  {800, func(n int) string { return lines(n, "from mN import *\nimport a.bN as cN\ncN.run(dN)") }},
	"many comments": {1000, func(n int) string { return lines(n, "x = 1  # trainlsp: ignore[missing_model_saving]") }},
	"many findings": {300, func(n int) string {
		return trainingMain + lines(n, "open('/opt/ml/modle/N')\nos.environ['SM_MODLE_DIR']")
	}},
	"many saves": {500, func(n int) string { return trainingMain + lines(n, "torch.save(m, '/tmp/N')\nm.fit(x)") }},
	"many tries": {500, func(n int) string { return trainingMain + lines(n, "try:\n    m.fit(x)\nexcept Exception:\n    pass") }},
	"nested tries": {60, func(n int) string {
		text := trainingMain
		for i := range n {
			text += strings.Repeat(" ", i) + "try:\n"
		}
		text += strings.Repeat(" ", n) + "m.fit(x)\n"
		for i := n - 1; i >= 0; i-- {
			text += strings.Repeat(" ", i) + "except Exception:\n" + strings.Repeat(" ", i) + " pass\n"
		}
		return text
	}},
	"many functions that train": {300, func(n int) string {
		return trainingMain + lines(n, "def tN(loader, opt):\n    for b in loader:\n        loss = net(b)\n        loss.backward()\n        opt.step()\ntN(l, torch.optim.Adam(p))")
	}},
}

const trainingMain = "m.fit(x)\n"

// TestGrowth checks scripts at which something could take far longer than their length tells: twice the length may take
// little more than twice the time. Noise makes single measurements worthless, so that one good one of several is enough.
func TestGrowth(t *testing.T) {
	const most = 3.5
	for name, c := range worstCases {
		t.Run(name, func(t *testing.T) {
			one, two := trainingHead+c.make(c.n), trainingHead+c.make(2*c.n)
			ratio := most
			for try := 0; try < 8 && ratio >= most; try++ {
				short, long := timeOf(one), timeOf(two)
				ratio = float64(long) / float64(max(short, 2*time.Millisecond))
			}
			if ratio >= most {
				t.Errorf("twice the length takes %.1f times as long", ratio)
			}
		})
	}
}

// timeOf is how long the facts and the checks of a script take.
func timeOf(text string) time.Duration {
	tree := syntax.Parse([]byte(text))
	best := time.Hour
	for range 2 {
		runtime.GC() // what others left is not this script's
		began := time.Now()
		enhancer.Check(analysis.Read(tree, nil), options)
		best = min(best, time.Since(began))
	}
	return best
}

// TestLarge checks scripts of a size that nobody writes by hand: none may exhaust the stack.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	for name, n := range map[string]int{
		"many lines": 50000, "a long dictionary": 50000, "a chain of calls": 5000, "circles of calls": 5000, "one name in a loop": 2000,
		"many options": 3000, "deep calls": 10000, "deep parentheses": 10000, "deep attributes": 10000, "deep methods": 10000,
	} {
		s := open(trainingHead + worstCases[name].make(n))
		s.facts = analysis.Read(s.document.Tree(), nil)
		enhancer.Check(s.facts, options)
		s.document.Close()
	}
}
