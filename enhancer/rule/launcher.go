package rule

import "github.com/trainlsp/trainlsp/analysis/workspace"

// LauncherPass is one rule's look at what a launcher uses of the platform's SDK.
type LauncherPass struct {
	Around
	Launcher *workspace.Launcher
}

// NewLauncherPass readies r for a launcher; report receives each finding.
func NewLauncherPass(r *Rule, w *workspace.Workspace, l *workspace.Launcher, report func(Issue)) *LauncherPass {
	return &LauncherPass{Around: NewAround(r, w, report), Launcher: l}
}
