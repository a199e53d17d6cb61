// Package suppress holds the checks of the comments by which a script talks to trainlsp. They have no Check of their own:
// whether an ignore silences something is known only after all the others have run, and enhancer finds it out then.
package suppress

import "github.com/trainlsp/trainlsp/enhancer/rule"

// Rules are the checks of comments.
var Rules = []*rule.Rule{UnusedIgnore, UnknownIgnoreCategory, UnknownDirective}
