package launcher

import (
	"bytes"
	"path"
	"regexp"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// bringing are commands and functions by which a launcher gets whole folders, or goes to another one.
var bringing = regexp.MustCompile(`git clone|\bclone_from\b|sparse-checkout|\bunzip\b|\btar -?x|extractall|unpack_archive|copytree|snapshot_download|S3Downloader|aws s3 (?:sync|cp)|download_folder|%cd\b|%%(?:bash|sh)\b|\bchdir\b`)

// making are those that make or get a file.
var making = regexp.MustCompile(`\b(?:wget|curl|cp|mv|echo|cat|touch)\b|copy|move|download|urlretrieve|write|open\(|dump|save|export|convert|replace`)

// brings tells launchers that may bring a file themselves: what is not there yet is there when they run.
func brings(p *rule.LaunchPass, name string) bool {
	text, err := p.Workspace.Files().Read(p.Launch.File())
	if err != nil || bringing.Match(text) {
		return true
	}
	for line := range bytes.Lines(text) {
		if bytes.Contains(line, []byte(path.Base(name))) && making.Match(line) {
			return true
		}
	}
	return false
}
