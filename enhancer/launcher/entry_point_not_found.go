package launcher

import (
	_ "embed"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/workspace"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed entry_point_not_found.md
var entryPointNotFoundPage string

// entryPointNotFound finds jobs whose script is not where they say: the SDK raises a ValueError, and no job is created.
var entryPointNotFound = &rule.Rule{
	Name:     "entry_point_not_found",
	Level:    4,
	Severity: rule.Error,
	Summary:  "The script that a job names is not there",
	Fixable:  true,
	Page:     entryPointNotFoundPage,
	CheckLaunch: func(p *rule.LaunchPass) {
		if p.Launch.Derived || isTest(p.Launch.File()) || p.Launch.Call.Has("git_config", "training_recipe") {
			return
		}
		if p.Launch.Generation == 3 && !checkSourceCode(p) {
			return
		}
		entry, ok := p.Launch.EntryPoint.Known()
		folder, known := sourceFolder(p.Launch)
		switch {
		case !ok || !known || p.Launch.Script != "":
		case strings.HasPrefix(strings.ToLower(entry), "s3://"):
			reportRemote(p)
		case strings.HasPrefix(strings.ToLower(folder), "s3://"):
			checkArchive(p, folder)
		default:
			checkFile(p, p.Launch.EntryPoint, folder, entry)
		}
	},
}

// sourceFolder is the folder that goes along with the script, empty where there is none; known is false where it cannot be
// told.
func sourceFolder(l *workspace.Launch) (folder string, known bool) {
	if l.SourceDir.Kind == workspace.None {
		return "", true
	}
	return l.SourceDir.Known()
}

// checkSourceCode looks at the SourceCode of a ModelTrainer; it answers false where there is no more to say.
// Source: sagemaker-python-sdk 3.20.0 (August 2026), train/model_trainer.py, _validate_source_code.
func checkSourceCode(p *rule.LaunchPass) bool {
	source := p.Launch.Source()
	if source == nil || source.Open {
		return false
	}
	a, hasEntry := given(source, "entry_script")
	requirements, hasRequirements := given(source, "requirements")
	if !hasEntry && !hasRequirements {
		return false
	}
	if !hasEntry {
		a = requirements
	}
	if p.Launch.SourceDir.Kind == workspace.None {
		p.Report(a.Place, rule.Issue{
			Message:        fmt.Sprintf("`%s` is a file in `source_dir`, which is not given: the SDK raises a ValueError.", a.Name),
			Recommendation: "Say which folder it is in, such as source_dir=\"src\".",
		})
		return false
	}
	entry, known := p.Launch.EntryPoint.Known()
	if ext := path.Ext(entry); known && hasEntry && ext != ".py" && ext != ".sh" && !source.Has("command") && !p.Launch.Call.Has("distributed") {
		p.Report(p.Launch.EntryPoint.Place, rule.Issue{
			Message:        fmt.Sprintf("`%s` is neither a .py nor a .sh file: the SDK raises a ValueError.", entry),
			Recommendation: "Name a script, or run something else with command.",
		})
		return false
	}
	if folder, ok := sourceFolder(p.Launch); ok && hasRequirements && isLocal(folder) {
		if name, ok := requirements.Value.Known(); ok && name != "auto" {
			checkFile(p, requirements.Value, folder, name)
		}
	}
	return hasEntry && !strings.HasSuffix(p.Launch.SourceDir.Text, ".tar.gz")
}

// isLocal tells paths of folders of this machine.
func isLocal(folder string) bool {
	return !strings.Contains(folder, "://") && !strings.HasSuffix(folder, ".tar.gz")
}

func reportRemote(p *rule.LaunchPass) {
	p.Report(p.Launch.EntryPoint.Place, rule.Issue{
		Message:        "The script must be a file of this machine: the SDK raises a ValueError for an address in S3.",
		Recommendation: "Name a local script, or put an archive with it into S3 and name that as source_dir.",
	})
}

// checkArchive looks at a source folder in S3: the container downloads one object and unpacks it.
func checkArchive(p *rule.LaunchPass, folder string) {
	if p.Launch.Generation == 3 || strings.HasSuffix(folder, ".tar.gz") || strings.HasSuffix(folder, ".tgz") {
		return
	}
	p.Report(p.Launch.SourceDir.Place, rule.Issue{
		Message:        "A source_dir in S3 must be an archive: the container downloads one object, and fails where there is none of this name.",
		Recommendation: "Pack the folder, and name the archive: s3://.../sourcedir.tar.gz.",
	})
}

// checkFile looks for a file that must be there: in a folder that has such files, but not this one. Nothing is said where
// the launcher itself may bring it or change into another folder.
func checkFile(p *rule.LaunchPass, v workspace.Value, folder, name string) {
	home := filepath.Dir(p.Launch.File())
	files := p.Workspace.Files()
	if strings.ContainsAny(folder+name, "$~{*") || strings.Contains(folder+name, "://") || filepath.IsAbs(name) || filepath.IsAbs(folder) {
		return
	}
	at := ""
	for _, base := range bases(p) {
		root := join(base, folder)
		if files.IsFile(join(root, name)) {
			return
		}
		if at == "" && files.IsFolder(filepath.Dir(join(root, name))) && (folder != "" || base == home) {
			at = root
		}
	}
	like, others := scriptsLike(p, at, folder, name)
	alone := len(others) == 0 && filepath.Ext(p.Launch.File()) != ".ipynb" // a notebook always runs in its own folder
	if !files.Contains(join(join(home, folder), name)) || like == "" && (at == "" || alone || brings(p, name)) {
		return
	}
	reportFile(p, v, folder, name, like, others)
}

// scriptsLike is the file that a path was meant to name, as far as that can be guessed, and the files beside it.
func scriptsLike(p *rule.LaunchPass, root, folder, name string) (like string, others []string) {
	if root == "" {
		root = join(filepath.Dir(p.Launch.File()), folder)
	}
	if below, ok := strings.CutPrefix(filepath.ToSlash(filepath.Clean(name)), filepath.ToSlash(filepath.Clean(folder))+"/"); ok && folder != "" && p.Workspace.Files().IsFile(join(root, below)) {
		return below, nil // the source folder is named twice
	}
	dir, base := path.Split(filepath.ToSlash(name))
	others = slices.DeleteFunc(p.Workspace.Files().List(join(root, dir)), func(f string) bool {
		return path.Ext(f) != path.Ext(base) || join(join(root, dir), f) == p.Launch.File()
	})
	if like, ok := rule.Suggest(base, others); ok {
		return dir + like, others
	}
	return "", others
}

func reportFile(p *rule.LaunchPass, v workspace.Value, folder, name, like string, others []string) {
	where := "beside the launcher"
	if folder != "" {
		where = "in `" + folder + "`"
	}
	issue := rule.Issue{
		Message:        fmt.Sprintf("There is no `%s` %s: the SDK raises a ValueError, and no job is created.", name, where),
		Recommendation: "Name a file that is there.",
		Details:        map[string]any{"entry_point": name, "source_dir": folder},
	}
	if like != "" {
		issue.Recommendation = fmt.Sprintf("Did you mean `%s`?", like)
		issue.Fixes = change(p.Around, v, like, rule.Slips(path.Base(name), path.Base(like)) <= 1)
	} else if len(others) > 0 {
		issue.Recommendation = fmt.Sprintf("There is %s.", orList(quoted(others[:min(4, len(others))])))
	}
	p.Report(v.Place, issue)
}

// isTest tells files of tests, by the names that pytest and unittest go by: their jobs are never started.
func isTest(file string) bool {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	return strings.HasPrefix(name, "test_") || strings.HasSuffix(name, "_test") || name == "conftest"
}
