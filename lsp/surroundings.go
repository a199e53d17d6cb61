package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/workspace"
)

// surroundings are the indexes of what stands around the open documents: one of the client's folders, and one for each
// project of a document that is in none of them.
type surroundings struct {
	mu      sync.Mutex
	folders []string
	indexes []*workspace.Index
	walks   int
}

// indexOf gives the index that a file belongs to, and whether it has just begun, so that it has to be walked.
func (a *surroundings) indexOf(file string) (x *workspace.Index, fresh bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range a.indexes {
		if workspace.NewFiles(x.Roots(), nil).Contains(file) {
			return x, false
		}
	}
	root, project := workspace.Root(file)
	x = workspace.NewIndex([]string{root})
	x.Shallow, x.Gentle = !project, true
	a.indexes = append(a.indexes, x)
	return x, true
}

// setFolders begins an index of the client's folders.
func (a *surroundings) setFolders(folders []string) *workspace.Index {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.folders, a.indexes = folders, nil
	if len(folders) == 0 {
		return nil
	}
	x := workspace.NewIndex(folders)
	x.Gentle = true
	a.indexes = []*workspace.Index{x}
	return x
}

// several are the client's folders, where it has more than one.
func (a *surroundings) several() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.folders) < 2 {
		return nil
	}
	return slices.Clone(a.folders)
}

// roots are the folders that are read.
func (a *surroundings) roots() (folders []string) {
	for _, x := range a.all() {
		folders = append(folders, x.Roots()...)
	}
	return folders
}

// all are the indexes.
func (a *surroundings) all() []*workspace.Index {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.indexes)
}

// foldersOf are the folders that a client works in, as absolute paths.
func foldersOf(p *protocol.InitializeParams) []string {
	var folders []string
	given, _ := p.WorkspaceFolders.Get()
	for _, f := range given {
		folders = appendFolder(folders, f.URI)
	}
	if root := p.RootURI; len(folders) == 0 && root != nil { //nolint:staticcheck // older clients know no folders
		folders = appendFolder(folders, *root)
	}
	return folders
}

func appendFolder(folders []string, u uri.URI) []string {
	if !u.IsFile() {
		return folders
	}
	folder := filepath.Clean(u.FsPath())
	if slices.Contains(folders, folder) {
		return folders
	}
	return append(folders, folder)
}

// file is where a document is on the disk, empty for one that is not there, such as an unsaved new one.
func (s *snapshot) file() string { return fileOf(s.uri) }

func fileOf(u uri.URI) string {
	if !u.IsFile() {
		return ""
	}
	return filepath.Clean(u.FsPath())
}

// index is the one that a snapshot belongs to, nil where it is no file.
func (s *snapshot) index() *workspace.Index {
	file := s.file()
	if file == "" {
		return nil
	}
	return s.server.indexOf(file)
}

// known is the state of an index, nil for none.
func known(x *workspace.Index) *workspace.Workspace {
	if x == nil {
		return nil
	}
	return x.Workspace()
}

// around notes what a snapshot says in its index, and gives what stands around it, nil where it is no file. Whatever else is
// open and concerned is checked again.
func (s *snapshot) around(x *workspace.Index, script *analysis.Script) *workspace.Workspace {
	if x == nil {
		return nil
	}
	file := s.file()
	s.document.noting.Lock()
	var concerned []string
	if s.server.holds(s) {
		concerned = x.Edit(file, s.text, script)
	}
	s.document.noting.Unlock()
	s.server.checkAgain(func(other string) bool { return other != file && slices.Contains(concerned, other) })
	return x.Workspace()
}

// indexOf gives the index that a file belongs to, and begins to read it where it has just begun.
func (s *server) indexOf(file string) *workspace.Index {
	x, fresh := s.surroundings.indexOf(file)
	if fresh {
		s.background("read the files around "+file, func(ctx context.Context) error { return s.walk(ctx, x) })
	}
	return x
}

// checkAgain has the open documents checked again whose files are concerned by something, and lets the client know.
func (s *server) checkAgain(concerned func(file string) bool) {
	s.mu.Lock()
	again := 0
	for _, d := range s.documents {
		if file := d.current.file(); file != "" && concerned(file) {
			s.renew(d, d.current.version)
			again++
		}
	}
	s.mu.Unlock()
	if again > 0 && s.client.pull {
		s.background("ask for another look at diagnostics", s.refreshDiagnostics)
	}
}

// walk reads the files of an index, shows how far it is, and has everything open checked again that there is more to say of.
func (s *server) walk(ctx context.Context, x *workspace.Index) error {
	progress, end := s.showWalk(ctx)
	changed, err := x.Walk(ctx, progress)
	end()
	if err != nil {
		return err
	}
	if changed {
		files := workspace.NewFiles(x.Roots(), nil)
		s.checkAgain(files.Contains)
	}
	return nil
}

// showWalk begins a progress bar for a walk, where the client can show one.
func (s *server) showWalk(ctx context.Context) (progress func(done, total int), end func()) {
	if !s.client.progress {
		return nil, func() {}
	}
	s.surroundings.mu.Lock()
	s.surroundings.walks++
	token := protocol.String(fmt.Sprintf("trainlsp/walk/%d", s.surroundings.walks))
	s.surroundings.mu.Unlock()
	begun, last := false, 0
	progress = func(done, total int) {
		if !begun {
			if total < manyFiles || s.call(ctx, protocol.MethodWindowWorkDoneProgressCreate, &protocol.WorkDoneProgressCreateParams{Token: token}, nil) != nil {
				total = 0
			}
			begun = true
			if last = -1; total > 0 {
				last = 0
				s.progress(token, &protocol.WorkDoneProgressBegin{Kind: "begin", Title: "Reading the workspace", Percentage: new(uint32(0))})
			}
		}
		if percentage := done * 100 / max(total, 1); last >= 0 && percentage > last {
			last = percentage
			s.progress(token, &protocol.WorkDoneProgressReport{Kind: "report", Percentage: new(uint32(percentage))}) //nolint:gosec // between 0 and 100
		}
	}
	return progress, func() {
		if last >= 0 && begun {
			s.progress(token, &protocol.WorkDoneProgressEnd{Kind: "end"})
		}
	}
}

// manyFiles is how many files have to be read for it to be worth a progress bar.
const manyFiles = 500

// forgetAround notes that a document is no longer open.
func (s *server) forgetAround(u uri.URI) {
	snap := &snapshot{uri: u}
	file := snap.file()
	if file == "" {
		return
	}
	if isSettings(u) {
		s.finder.Close(file)
		s.checkUnder(file)
		return
	}
	x := s.indexOf(file)
	concerned := x.Close(file)
	s.checkAgain(func(other string) bool { return slices.Contains(concerned, other) })
}
