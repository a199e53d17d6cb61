package job

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// maxLooked bounds how many files of a source folder are looked through.
const maxLooked = 200

// trace is what a script that goes on from a checkpoint cannot do without: a word for one, a trainer that handles them itself,
// or a way by which the folder's name may reach it. Hyperparameters come by the command line too, but their names are told by
// the job.
var trace = regexp.MustCompile(`(?i)check_?point|ckpt|resum|snapshot|load_weights|BackupAndRestore|\bTrainer\b|SM_HPS?\b|SM_HP_|SM_TRAINING_ENV|SM_USER_ARGS|hyperparameters\.json|import_module|subprocess|os\.system|pip install|\bexec`)

// mayResume tells whether what a job brings along may go on from a checkpoint. In doubt it may.
func mayResume(p *rule.LaunchPass, folder string) bool {
	l := p.Launch
	for _, name := range []string{"dependencies", "git_config", "container_arguments", "container_entry_point"} {
		if _, given := l.Arg(name); given {
			return true
		}
	}
	if l.Call.Open || namesFolder(l.Hyperparameters, folder) || namesFolder(l.Environment, folder) || l.IsTuned() {
		return true
	}
	looked := 0
	return leavesTrace(p.Workspace.Files(), sources(l), folder, &looked)
}

// sources is the file or folder that a job brings along: a script alone where there is no source folder.
func sources(l *workspace.Launch) string {
	if l.Root != "" {
		return l.Root
	}
	return l.Script
}

// namesFolder tells whether a job may pass the folder of checkpoints to its script.
func namesFolder(v workspace.Value, folder string) bool {
	switch v.Kind {
	case workspace.None:
		return false
	case workspace.Dict:
	default:
		return true
	}
	for _, e := range v.Entries {
		for _, value := range e.Value.Alternatives() {
			text, known := value.Known()
			if known && (strings.HasPrefix(text, folder) || trace.MatchString(text)) || !known && !value.IsLiteral() || trace.MatchString(e.Key) {
				return true
			}
		}
	}
	return v.Open
}

// leavesTrace looks through a file, or all files below a folder. More than can be looked through count as a trace.
func leavesTrace(files *workspace.Files, at, folder string, looked *int) bool {
	if *looked++; *looked > maxLooked {
		return true
	}
	if !files.IsFolder(at) {
		text, err := files.Read(at)
		return err != nil || trace.Match(text) || bytes.Contains(text, []byte(folder))
	}
	for _, name := range files.List(at) {
		if isSource(name) && leavesTrace(files, filepath.Join(at, name), folder, looked) {
			return true
		}
	}
	return false
}

// isSource tells what may hold code or its configuration, by its name.
func isSource(name string) bool {
	if strings.HasSuffix(name, "/") {
		return !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "__")
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".py", ".sh", ".yaml", ".yml", ".json", ".toml", ".ini", ".cfg":
		return true
	}
	return false
}
