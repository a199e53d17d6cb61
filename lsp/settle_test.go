package lsp

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trainlsp/trainlsp/enhancer"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// clock is a clock of which a test says when a wait is over.
type clock struct {
	mu    sync.Mutex
	waits []*wait
}

type wait struct {
	clock *clock
	delay time.Duration
	end   func()
}

func (w *wait) Stop() bool {
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	n := len(w.clock.waits)
	w.clock.waits = slices.DeleteFunc(w.clock.waits, func(other *wait) bool { return other == w })
	return len(w.clock.waits) < n
}

func (c *clock) after(delay time.Duration, end func()) stopper {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &wait{c, delay, end}
	c.waits = append(c.waits, w)
	return w
}

// rest lets all waits be over, and says how long they were.
func (c *clock) rest() (delays []time.Duration) {
	c.mu.Lock()
	waits := c.waits
	c.waits = nil
	c.mu.Unlock()
	for _, w := range waits {
		delays = append(delays, w.delay)
		w.end()
	}
	return delays
}

// typist is an editor in which a script is typed, and the keyboard's rest.
type typist struct {
	*editor
	clock   *clock
	pulls   bool
	version int
	text    string
}

func typing(t *testing.T, pulls bool, text string, settings obj) *typist {
	capabilities := modern("utf-16")
	if pulls {
		capabilities = pulling()
	}
	delete(capabilities["workspace"].(obj), "configuration")
	e := connect(t, Options{Checker: enhancer.Check})
	c := &clock{}
	e.server.after = c.after
	e.server.settings.WholeFileDelay = 500
	e.initialize(capabilities, obj{"initializationOptions": settings})
	e.didOpen(train, text)
	return &typist{e, c, pulls, 1, text}
}

// sees gives the categories that the editor shows for the newest version.
func (e *typist) sees() string {
	e.t.Helper()
	var list []diagnostic
	if e.pulls {
		list = e.pull(train, "").Items
	} else {
		list = e.published(train, e.version)
	}
	categories := make([]string, 0, len(list))
	for _, d := range list {
		categories = append(categories, d.Code)
	}
	return strings.Join(categories, " ")
}

// edit replaces a text.
func (e *typist) edit(from, to string) {
	e.t.Helper()
	at := strings.Index(e.text, from)
	if at < 0 {
		e.t.Fatalf("%q is not there", from)
	}
	e.text = e.text[:at] + to + e.text[at+len(from):]
	e.version++
	e.didChange(train, e.version, obj{"text": e.text})
}

// rests lets the keyboard rest, and waits until the server asks a client that pulls to pull again.
func (e *typist) rests() {
	e.t.Helper()
	e.clock.rest()
	if e.pulls {
		e.await("workspace/diagnostic/refresh", nil)
	}
}

const saves = `import xgboost as xgb
import pandas as pd
import os
data = pd.read_csv(os.environ["SM_CHANNEL_TRAIN"] + "/a.csv")
rounds = int(os.environ["SM_HP_ROUNDS"])
model = xgb.train({}, xgb.DMatrix(data), rounds)
print(model.eval(xgb.DMatrix(data)))
target = os.environ["SM_MODEL_DIR"]
model.save_model(target + "/m")
`

const save = `model.save_model(target + "/m")`

func eachWay(t *testing.T, run func(t *testing.T, pulls bool)) {
	for _, pulls := range []bool{false, true} {
		t.Run(map[bool]string{false: "push", true: "pull"}[pulls], func(t *testing.T) { run(t, pulls) })
	}
}

func TestWhatLacksWaits(t *testing.T) {
	eachWay(t, func(t *testing.T, pulls bool) {
		e := typing(t, pulls, saves, nil)
		wants := func(what, want string) {
			t.Helper()
			if got := e.sees(); got != want {
				t.Fatalf("%s: %q, want %q", what, got, want)
			}
		}
		wants("at first", "")
		e.edit(save, "# "+save)
		e.edit("SM_CHANNEL_TRAIN", "SM_CHANNELS_DIR")
		wants("while typing", "unknown_sm_env_var")
		e.rests()
		wants("after a rest", "unknown_sm_env_var missing_model_saving")
		e.edit("SM_CHANNELS_DIR", "SM_CHANNEL_TRAIN")
		wants("what was told stays", "missing_model_saving")
		e.edit("# "+save, save)
		wants("what is mended goes at once", "")
		if delays := e.clock.rest(); !slices.Equal(delays, []time.Duration{500 * time.Millisecond}) {
			t.Errorf("waits: %v", delays)
		}
		e.pull(train, "") // so that a refresh that nobody needs would have come before
		e.none("workspace/diagnostic/refresh")
	})
}

func TestHalfTypedLine(t *testing.T) {
	eachWay(t, func(t *testing.T, pulls bool) {
		lacks := strings.Replace(saves, save, "", 1)
		e := typing(t, pulls, lacks, nil)
		if got := e.sees(); got != "missing_model_saving" {
			t.Fatal(got)
		}
		e.edit("print(", "model.save_model(\nprint(")
		if got := e.sees(); got != "missing_model_saving" {
			t.Errorf("a half-typed line mends nothing yet: %q", got)
		}
		e.rests()
		if got := e.sees(); got != "script_does_not_parse" {
			t.Errorf("left like that: %q", got)
		}
		e.edit("model.save_model(\n", "model.save_model('/opt/ml/model/m')\n")
		if got := e.sees(); got != "" {
			t.Errorf("the line is whole: %q", got)
		}
	})
}

func TestSaveSettles(t *testing.T) {
	eachWay(t, func(t *testing.T, pulls bool) {
		e := typing(t, pulls, saves, nil)
		e.sees()
		e.edit(save, "# "+save)
		if got := e.sees(); got != "" {
			t.Fatal(got)
		}
		e.notify("textDocument/didSave", obj{"textDocument": obj{"uri": train}})
		if pulls {
			e.await("workspace/diagnostic/refresh", nil)
		}
		if got := e.sees(); got != "missing_model_saving" {
			t.Errorf("after the save: %q", got)
		}
	})
}

func TestRunOnSave(t *testing.T) {
	eachWay(t, func(t *testing.T, pulls bool) {
		e := typing(t, pulls, strings.Replace(saves, "SM_MODEL_DIR", "SM_MODELS_DIR", 1), obj{"run": "onSave"})
		if got := e.sees(); got != "unknown_sm_env_var" {
			t.Fatal(got)
		}
		e.edit("SM_MODELS_DIR", "SM_MODEL_DIR")
		e.edit("SM_CHANNEL_TRAIN", "SM_CHANNELS_DIR")
		e.edit("import os", "import os\n\n")
		if got := e.sees(); got != "unknown_sm_env_var" {
			t.Errorf("before the save: %q", got)
		}
		e.clock.rest()
		e.notify("textDocument/didSave", obj{"textDocument": obj{"uri": train}})
		if pulls {
			e.await("workspace/diagnostic/refresh", nil)
		}
		if got := e.sees(); got != "unknown_sm_env_var" {
			t.Errorf("after the save: %q", got)
		}
	})
}

func TestCarried(t *testing.T) {
	long := strings.Repeat("x = 1\n", 3000)
	for _, c := range []struct {
		name, from, to string
		mark, want     string // the marked text and where it is carried
	}{
		{"before the edit", "good bad", "good bad!", "good", "good"},
		{"behind the edit", "a good", "abc good", "good", "good"},
		{"behind a long edit", long + "a good" + long, long + "good" + long, "good", "good"},
		{"around the edit", "{good}", "{go-od}", "good", "go-od"},
		{"in what is gone", "a good z", "a z", "good", ""},
	} {
		at := strings.Index(c.from, c.mark)
		issues := carried([]rule.Issue{{Span: rule.Span{Start: at, End: at + len(c.mark)}, Fixable: true}}, []byte(c.from), []byte(c.to),
			func(rule.Issue) bool { return true })
		span := issues[0].Span
		if got := c.to[span.Start:span.End]; got != c.want || issues[0].Fixable {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
