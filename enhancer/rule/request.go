package rule

import "github.com/trainlsp/trainlsp/analysis/workspace"

// RequestPass is one rule's look at one call of the platform's API.
type RequestPass struct {
	Around
	Request *workspace.Request
}

// NewRequestPass readies r for a call of the API; report receives each finding.
func NewRequestPass(r *Rule, w *workspace.Workspace, request *workspace.Request, report func(Issue)) *RequestPass {
	return &RequestPass{Around: NewAround(r, w, report), Request: request}
}
