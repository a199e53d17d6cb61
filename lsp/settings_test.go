package lsp

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

func TestMerge(t *testing.T) {
	for _, c := range []struct {
		settings   string
		want       func(*Settings)
		complaints []string
	}{
		{``, func(*Settings) {}, nil},
		{`null`, func(*Settings) {}, nil},
		{`{}`, func(*Settings) {}, nil},
		{`{"enable": false}`, func(s *Settings) { s.Enable = false }, nil},
		{`{"trainlsp": {"enable": false}}`, func(s *Settings) { s.Enable = false }, nil},
		{`{"trainlsp": {"stepType": "processing"}, "ruff": {"x": 1}}`, func(s *Settings) { s.StepType = "Processing" }, nil},
		{`{"trainlsp": null}`, func(*Settings) {}, nil},
		{`{"select": ["unknown_sm_env_var"], "ignore": ["missing_model_saving"], "severity": {"missing_optimizer": "warning", "unused_ignore": "INFO"}}`, func(s *Settings) {
			s.Select, s.Ignore = []string{"unknown_sm_env_var"}, []string{"missing_model_saving"}
			s.Severity = map[string]rule.Severity{"missing_optimizer": rule.Warning, "unused_ignore": rule.Info}
		}, nil},
		{`{"ignore": ["missing_model_savings"]}`, func(s *Settings) { s.Ignore = []string{"missing_model_savings"} },
			[]string{`trainlsp.ignore names "missing_model_savings", and no check has this name. Did you mean missing_model_saving?`}},
		{`{"stepTypes": {"a/*.py": "training"}, "stepType": "", "logLevel": "debug", "trace": "verbose"}`, func(s *Settings) {
			s.StepTypes, s.LogLevel, s.Trace = map[string]string{"a/*.py": "Training"}, "debug", "verbose"
		}, nil},
		{`{"trace": {"server": "messages"}, "path": "/bin/trainlsp", "args": []}`, func(s *Settings) { s.Trace = "messages" }, nil},
		{`{"severity": [], "stepTypes": []}`, func(s *Settings) { s.Severity, s.StepTypes = map[string]rule.Severity{}, map[string]string{} }, nil},
		{`{"enable": null}`, func(*Settings) {}, nil},
		{`7`, func(*Settings) {}, []string{"must be an object, not 7"}},
		{`{"trainlsp": "on"}`, func(*Settings) {}, []string{"must be an object, not"}},
		{`{"enabled": true, "ignore": ["unused_ignore"]}`, func(s *Settings) { s.Ignore = []string{"unused_ignore"} }, []string{"no setting trainlsp.enabled; there are enable,"}},
		{`{"enable": "yes"}`, func(*Settings) {}, []string{`trainlsp.enable must be true or false, not "yes"`}},
		{`{"select": "all"}`, func(*Settings) {}, []string{"trainlsp.select must be a list of categories"}},
		{`{"ignore": ["a", 1]}`, func(*Settings) {}, []string{"trainlsp.ignore must be a list of categories"}},
		{`{"severity": {"a": "fatal"}}`, func(*Settings) {}, []string{`trainlsp.severity must be an object of categories with "error", "warning" or "info"`}},
		{`{"stepType": "Trainning"}`, func(*Settings) {}, []string{`trainlsp.stepType must be a step type`}},
		{`{"stepTypes": {"[": "Training"}}`, func(*Settings) {}, []string{"trainlsp.stepTypes must be"}},
		{`{"stepTypes": {"*": "Trainning"}}`, func(*Settings) {}, []string{"trainlsp.stepTypes must be"}},
		{`{"logLevel": "loud", "trace": 3}`, func(*Settings) {}, []string{"trainlsp.logLevel must be", "trainlsp.trace must be"}},
	} {
		got, want := defaultSettings(), defaultSettings()
		c.want(want)
		complaints := got.merge([]byte(c.settings))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", c.settings, got)
		}
		if len(complaints) != len(c.complaints) {
			t.Errorf("%s: %q", c.settings, complaints)
			continue
		}
		for i, part := range c.complaints {
			if !strings.Contains(complaints[i], part) {
				t.Errorf("%s: %q does not say %q", c.settings, complaints[i], part)
			}
		}
	}
}

func TestStepTypeOf(t *testing.T) {
	s := &Settings{StepType: "Utility", StepTypes: map[string]string{
		"train*.py": "Training", "processing/**/*.py": "Processing", "/abs/train.py": "Tuning", "x/train.py": "Transform",
	}}
	for file, want := range map[string]string{
		"file:///p/train_xgb.py":      "Training",
		"file:///p/processing/a/b.py": "Processing",
		"file:///p/processing/b.py":   "Processing",
		"file:///abs/train.py":        "Tuning",
		"file:///p/abs/train.py":      "Training",
		"file:///p/x/train.py":        "Transform",
		"file:///p/other.py":          "Utility",
		"untitled:Untitled-1":         "Utility",
	} {
		if got := s.options(uri.URI(file), nil).StepType; got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

func TestSettingsLive(t *testing.T) {
	severity := func(name string) obj { return obj{"severity": obj{"bad_word": name}} }
	t.Run("initializationOptions, then didChangeConfiguration", func(t *testing.T) {
		e := open(t, Options{}, basic(), obj{"initializationOptions": severity("warning")})
		e.didOpen(train, "BAD")
		if got := e.published(train, 1); got[0].Severity != 2 {
			t.Errorf("got %v", got)
		}
		for _, settings := range []obj{severity("info"), {"trainlsp": severity("info")}} {
			e.notify("workspace/didChangeConfiguration", obj{"settings": settings})
			if got := e.published(train, 1); got[0].Severity != 3 {
				t.Errorf("got %v", got)
			}
			// What the client no longer sets falls back to what it began with.
			e.notify("workspace/didChangeConfiguration", obj{"settings": obj{}})
			if got := e.published(train, 1); got[0].Severity != 2 {
				t.Errorf("got %v", got)
			}
		}
		e.notify("workspace/didChangeConfiguration", obj{"settings": obj{"enable": false}})
		if got := e.published(train, 1); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	})
	t.Run("asked for, with a client that pulls diagnostics", func(t *testing.T) {
		e := connect(t, Options{})
		var off atomic.Bool
		e.answers["workspace/configuration"] = func(params json.RawMessage) any {
			if !strings.Contains(string(params), `"section":"trainlsp"`) {
				t.Errorf("the server asked for %s", params)
			}
			if off.Load() {
				return []any{obj{"enable": false}}
			}
			return []any{nil}
		}
		e.initialize(pulling())
		e.await("client/registerCapability", nil)
		e.await("workspace/diagnostic/refresh", nil)
		e.didOpen(train, "BAD")
		if p := e.pull(train, ""); len(p.Items) != 1 {
			t.Errorf("got %v", p)
		}
		// Settings that are missing are asked for. So they are where a client sends those of another server.
		for want, settings := range []obj{nil, {"pylsp": obj{"plugins": obj{}}}} {
			off.Store(want == 0)
			e.notify("workspace/didChangeConfiguration", obj{"settings": settings})
			e.await("workspace/codeLens/refresh", nil)
			e.await("workspace/diagnostic/refresh", nil)
			if p := e.pull(train, ""); len(p.Items) != want {
				t.Errorf("got %v", p)
			}
		}
		e.must("shutdown", nil, nil)
		e.none("window/showMessage")
		e.none("textDocument/publishDiagnostics")
	})
	t.Run("of several folders", func(t *testing.T) {
		e := connect(t, Options{})
		e.answers["workspace/configuration"] = func(params json.RawMessage) any {
			var p struct{ Items []struct{ ScopeURI string } }
			if err := json.Unmarshal(params, &p); err != nil {
				t.Error(err)
			}
			answers := []any{}
			for _, i := range p.Items {
				answers = append(answers, obj{"ignore": map[string][]string{"file:///a/b": {"bad_word"}}[i.ScopeURI]})
			}
			return answers
		}
		folder := func(uri string) obj { return obj{"uri": uri, "name": uri} }
		e.initialize(pulling(), obj{"workspaceFolders": []obj{folder("file:///a"), folder("file:///a/b")}})
		e.await("workspace/diagnostic/refresh", nil)
		for uri, want := range map[string]int{"file:///a/x.py": 1, "file:///a/b/x.py": 0, "file:///a/bc/x.py": 1, "untitled:x": 1} {
			e.didOpen(uri, "BAD")
			if p := e.pull(uri, ""); len(p.Items) != want {
				t.Errorf("%s: got %v", uri, p)
			}
		}
		e.notify("workspace/didChangeWorkspaceFolders", obj{"event": obj{"added": []obj{}, "removed": []obj{folder("file:///a/b")}}})
		e.await("workspace/configuration", nil)
		e.await("workspace/configuration", nil)
		e.await("workspace/codeLens/refresh", nil)
		e.await("workspace/codeLens/refresh", nil)
		e.await("workspace/diagnostic/refresh", nil)
		if p := e.pull("file:///a/b/x.py", ""); len(p.Items) != 1 {
			t.Errorf("the folder is gone: got %v", p)
		}
	})
	t.Run("a client that answers amiss", func(t *testing.T) {
		e := connect(t, Options{})
		e.answers["workspace/configuration"] = func(json.RawMessage) any { return []any{} }
		e.initialize(modern("utf-16"))
		e.didOpen(train, "BAD")
		if got := e.published(train, 1); len(got) != 1 {
			t.Errorf("got %v", got)
		}
	})
	t.Run("what is wrong is said", func(t *testing.T) {
		e := open(t, Options{}, basic(), obj{"initializationOptions": obj{"enabled": true, "enable": 1}})
		var m struct {
			Type    int
			Message string
		}
		e.await("window/showMessage", &m)
		if m.Type != 2 || !strings.Contains(m.Message, "trainlsp.enabled") || !strings.Contains(m.Message, "true or false") {
			t.Errorf("the message is %v", m)
		}
	})
}

func TestProgress(t *testing.T) {
	e := open(t, Options{}, modern("utf-16"))
	for i := range manyDocuments {
		e.didOpen(fmt.Sprintf("file:///%d.py", i), "BAD")
	}
	e.notify("workspace/didChangeConfiguration", obj{"settings": obj{"ignore": []string{"bad_word"}}})
	e.await("window/workDoneProgress/create", nil)
	var kinds []string
	for len(kinds) == 0 || kinds[len(kinds)-1] != "end" {
		var p struct {
			Token string
			Value struct{ Kind string }
		}
		e.await("$/progress", &p)
		kinds = append(kinds, p.Value.Kind)
	}
	if len(kinds) != manyDocuments+2 || kinds[0] != "begin" {
		t.Errorf("the progress is %q", kinds)
	}
}
