package lsp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// debugInformation describes the session as Markdown, for a report about a fault. It holds paths and settings, and nothing
// of what is in the files.
func (s *server) debugInformation() string {
	program := programNote(s.started)
	folders := s.surroundings.roots()
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "# trainlsp %s\n\n", s.options.Version)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "- %s: %s\n", name, fmt.Sprintf(format, args...))
	}
	line("program", "%s", program)
	line("system", "%s/%s, %s, process %d", runtime.GOOS, runtime.GOARCH, runtime.Version(), os.Getpid())
	line("client", "%s", cmp.Or(s.client.name, "unnamed"))
	line("position encoding", "%s", encodingNames[s.client.encoding])
	line("diagnostics", "%s", map[bool]string{true: "pulled", false: "pushed"}[s.client.pull])
	line("folders", "%s", strings.Join(folders, ", "))
	line("settings", "`%s`", compact(s.settings))
	for _, folder := range slices.Sorted(maps.Keys(s.scoped)) {
		line("settings of "+folder, "`%s`", compact(s.scoped[folder]))
	}
	line("open documents", "%d", len(s.documents))
	for _, key := range slices.Sorted(maps.Keys(s.documents)) {
		snap := s.documents[key].current
		fmt.Fprintf(&b, "  - `%s`: version %d, %d bytes, checked: %t\n", snap.uri, snap.version, len(snap.text), snap.checked)
	}
	return b.String()
}

// programNote says which program runs, and whether the file has been replaced since it was started.
func programNote(started time.Time) string {
	path, err := os.Executable()
	if err != nil {
		return "unknown: " + err.Error()
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Sprintf("`%s`, which is no longer there: restart the server", path)
	case info.ModTime().After(started):
		return fmt.Sprintf("`%s`, which was replaced since it was started: restart the server to use the new one", path)
	}
	return fmt.Sprintf("`%s`", path)
}

func compact(set *Settings) []byte {
	data, err := json.Marshal(set)
	if err != nil {
		panic(err) // only types that have a JSON form are in it
	}
	return data
}
