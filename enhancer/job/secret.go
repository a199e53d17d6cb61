package job

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// tellingKey are names of what has to be kept secret, in small letters with _ between the words.
var tellingKey = regexp.MustCompile(`(?:^|_)(?:pass(?:word|wd|phrase)|secret|(?:api|access|private|secret|secret_access)_?key|access_key_id|token)$`)

// ordinaryToken are tokens that are no secrets: those that language models read, and counts.
var ordinaryToken = regexp.MustCompile(`(?:^|_)(?:pad|eos|bos|unk|mask|sep|cls|start|end|stop|begin|image|special|new|next|last|first|per|text|extra|additional|prompt|trigger|placeholder|initializer|class|instance|separator|newline|modifier)_token$`)

// isTelling tells a name of something that has to be kept secret.
func isTelling(key string) bool {
	key = words(key)
	return tellingKey.MatchString(key) && !ordinaryToken.MatchString(key)
}

// words spells a name in small letters, with _ between its words.
func words(name string) string {
	var out strings.Builder
	before := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			out.WriteByte('_')
		}
		if r == '-' || r == '.' || r == ' ' {
			r = '_'
		}
		out.WriteRune(unicode.ToLower(r))
		before = r
	}
	return out.String()
}

// issued are how the secrets of some services begin, with the characters that follow.
var issued = regexp.MustCompile(`^(?:hf_|api_org_|sk-|ghp_|gho_|github_pat_|glpat-|xox[abp]-|dapi|AKIA|ASIA|AIza)[A-Za-z0-9_-]{16,}$`)

// placeholder are texts that stand for a secret which somebody is to put in.
var placeholder = regexp.MustCompile(`(?i)[<>{}$\s]|^arn:|^s3:|^https?:|^ssm:|\.\.\.|\*\*|xxx|your|my[_-]|change|replace|insert|enter|example|sample|dummy|fake|todo|none|null|token|secret|password|api[_-]?key|test|placeholder|redacted|hidden|^/|^\.`)

// run is an unbroken run of letters and digits that nobody thinks up.
var run = regexp.MustCompile(`[A-Za-z0-9]{16,}`)

// isSecret tells a text under a telling name that looks like the secret itself, and neither like a placeholder nor like the
// name of where it is kept.
func isSecret(key, text string) bool {
	switch {
	case issued.MatchString(text):
		return !placeholder.MatchString(text[4:]) && !isMonotonous(text[4:])
	case placeholder.MatchString(text) || isMonotonous(text):
		return false
	case strings.Contains(words(key), "pass"):
		return len(text) >= 6
	}
	return slices.ContainsFunc(run.FindAllString(text, -1), isMixed)
}

// isMixed tells a text of letters and digits both.
func isMixed(text string) bool {
	return strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, unicode.IsDigit)
}

// isMonotonous tells a text of three different characters at most.
func isMonotonous(text string) bool {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen) <= 3
}

// givers are functions that hand out a secret of whoever starts the job.
// Source: huggingface_hub 0.34, utils/_auth.py; Python's getpass (August 2026).
var givers = map[string]bool{
	"getpass.getpass": true, "huggingface_hub.get_token": true, "huggingface_hub.HfFolder.get_token": true,
	"huggingface_hub.hf_api.HfFolder.get_token": true, "huggingface_hub.utils.get_token": true,
}

// elsewhere are endings of names of environment variables that say where a secret is kept, and do not hold it.
var elsewhere = regexp.MustCompile(`(?:^|_)(?:arn|name|path|file|url|uri|location)$`)

// comesFrom says where a value is read that has to be kept secret, such as "the environment variable `HF_TOKEN`"; empty for any
// other value.
func comesFrom(v workspace.Value) string {
	for _, a := range v.Alternatives() {
		switch variable := variableOf(a); {
		case variable != "" && !elsewhere.MatchString(words(variable)):
			return "the environment variable `" + variable + "`"
		case a.Kind == workspace.Object && givers[a.Call.Name]:
			return "`" + a.Call.Name + "`"
		}
	}
	return ""
}

// variableOf is the environment variable that a value is read from, empty where it is read from none.
func variableOf(v workspace.Value) string {
	if v.Kind != workspace.Object || v.Call.Name != "os.getenv" && v.Call.Name != "os.environ.get" || len(v.Call.Args) == 0 {
		return v.Variable
	}
	if name, known := v.Call.Args[0].Value.Known(); known {
		return name
	}
	return ""
}
