package analysis_test

import (
	"strings"
	"testing"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// TestSurely marks calls by their names: those of yes() are always come to, those of no() perhaps not.
func TestSurely(t *testing.T) {
	const source = `
yes()
if yes():
    no()
elif no():
    no()
else:
    no()
for i in yes():
    no()
while no():
    no()
with yes():
    yes()
with suppress(KeyError):
    no()
try:
    yes()
except KeyError:
    no()
finally:
    yes()
x = no() if yes() else no()
y = yes() and no()
z = [no() for i in range(3)]
f = lambda: no()

class Settings:
    folder = yes()

class Model:
    def fit(self):
        yes()
    def predict(self):
        no()

def main():
    yes()
    Model().fit()
    if x:
        return yes_not_checked
    no()

def later():
    no()

def circle(n):
    no()
    circle(n - 1)

def sometimes():
    no()

if x:
    sometimes()
if __name__ == "__main__":
    main()
    Settings()
else:
    no()
`
	script := analysis.Read(syntax.Parse([]byte(source)), nil)
	for _, scope := range script.Scopes() {
		for _, call := range scope.Calls {
			want := call.Func.Text() == "yes"
			if !want && call.Func.Text() != "no" {
				continue
			}
			if got := script.Surely(call.Node, scope); got != want {
				line := strings.Count(source[:script.Tree.Start(call.Node)], "\n") + 1
				t.Errorf("line %d, %s: surely run is %v", line, call.Node.Text(), got)
			}
		}
	}
}
