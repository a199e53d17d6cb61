package channel

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed unused_channel.md
var unusedChannelPage string

// unusedChannel finds data channels that a job is started with and nothing beside its script ever names: the data is copied to
// the instances for nothing.
var unusedChannel = &rule.Rule{
	Name:     "unused_channel",
	Level:    2,
	Severity: rule.Info,
	Summary:  "A job is started with a data channel that its script never names",
	Page:     unusedChannelPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		for _, s := range starts(p) {
			s.checkUnused()
		}
	},
}

func (s start) checkUnused() {
	if len(s.run.Channels.Entries) < 2 || s.Launch.Call.Has("dependencies") {
		return
	}
	text, known := s.sources()
	if !known || anyChannel.MatchString(text) {
		return
	}
	text = strings.ToLower(text + s.passed())
	for _, e := range s.run.Channels.Entries {
		if isReserved(e.Key) || s.addedBySDK(e.Key) || strings.Contains(text, strings.ToLower(e.Key)) || strings.Contains(text, strings.ToLower(s.wellFormed(e.Key))) {
			continue
		}
		if read := s.otherRead(); read != nil {
			s.reportUnused(e, read)
		}
	}
}

// wellFormed is the name that a channel has to get. A ModelTrainer's job cannot be started with dashes in it, which another rule
// reports: the script that has underscores there means the channel.
func (s start) wellFormed(channel string) string {
	if s.Launch.Generation == 3 && !s.Launch.IsTuned() {
		return strings.NewReplacer("-", "_", ".", "_").Replace(channel)
	}
	return channel
}

func (s start) reportUnused(e workspace.Entry, read *syntax.Node) {
	at := e.KeyPlace
	if at.File != s.Launch.File() {
		at = s.run.Call.Callee
	}
	s.Report(at, rule.Issue{
		Message:        fmt.Sprintf("The job is started with the channel `%s`, and neither %s nor what lies beside it names that channel: the data is copied for nothing.", e.Key, s.script()),
		Recommendation: "Start the job without the channel, or read it.",
		Details:        s.details(e.Key),
		Related:        []rule.Related{rule.RelatedTo(s.inScript(read), "the script reads other channels")},
		Shared:         true,
	})
}

// anyChannel are the ways to come by channels without naming them: all of their names, the folder above them, a name that is
// put together, another program that is started.
var anyChannel = regexp.MustCompile(`SM_CHANNELS|SM_INPUT_DIR|SM_INPUT_DATA_DIR|SM_INPUT_DATA_CONFIG|SM_TRAINING_ENV|channel_input_dirs|training_env|` +
	`inputdataconfig|SM_CHANNEL_(?:[^A-Za-z0-9]|$)|/opt/ml/input(?:/data)?/?(?:[^/A-Za-z0-9_]|$)|/opt/ml/input/data/[^A-Za-z0-9]|` +
	`/opt/ml/?["']|environ\.(?:items|keys|values|copy)|dict\(os\.environ|in os\.environ:|subprocess|os\.system|os\.exec|runpy`)

// otherRead is a place where the script names a channel of the start, nil where there is none.
func (s start) otherRead() *syntax.Node {
	for _, u := range s.Script.Environment() {
		if name, ok := strings.CutPrefix(u.Name, prefix); ok && !u.Write && s.has(need{name: name, variable: u.Name}) {
			return u.Node
		}
	}
	return nil
}

// passed are the texts that the job passes to its script.
func (s start) passed() string {
	var out strings.Builder
	for _, v := range []workspace.Value{s.Launch.Hyperparameters, s.Launch.Environment} {
		for _, e := range v.Entries {
			out.WriteString("\n" + e.Key + "\n" + e.Value.Text)
		}
	}
	return out.String()
}

const (
	// maxSources is how many files beside a script are read, and maxText how many bytes of text, before nothing is said.
	maxSources = 300
	maxText    = 4 << 20
)

// sources are the texts of the script and of all that is sent along with it; known is false where that is too much, or what
// the job passes cannot be told.
func (s start) sources() (text string, known bool) {
	for _, v := range []workspace.Value{s.Launch.Hyperparameters, s.Launch.Environment} {
		if v.Kind == workspace.Unknown || v.Open {
			return "", false
		}
	}
	folder := s.Launch.Root
	if folder == "" {
		folder = filepath.Dir(s.Launch.Script)
	}
	r := sourceReader{files: s.Workspace.Files(), launcher: s.Launch.File()}
	r.read(folder)
	return r.text.String(), r.count <= maxSources && r.text.Len() <= maxText
}

type sourceReader struct {
	files    *workspace.Files
	launcher string
	text     strings.Builder
	count    int
}

// read takes in the texts in a folder and below it.
func (r *sourceReader) read(folder string) {
	for _, name := range r.files.List(folder) {
		if r.count > maxSources || r.text.Len() > maxText {
			return
		}
		if below, ok := strings.CutSuffix(name, "/"); ok {
			if !strings.HasPrefix(below, ".") {
				r.read(filepath.Join(folder, below))
			}
			continue
		}
		file := filepath.Join(folder, name)
		if file == r.launcher || !slices.Contains([]string{".py", ".sh", ".yaml", ".yml", ".json", ".toml", ".cfg"}, path.Ext(name)) {
			continue
		}
		r.count++
		if text, err := r.files.Read(file); err == nil {
			r.text.Write(text)
			r.text.WriteByte('\n')
		}
	}
}
