package workspace

import (
	"context"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Index follows the files of a workspace: those on the disk, and those that an editor holds unsaved. It may be used from any
// goroutine.
type Index struct {
	roots   []string
	scripts *scriptCache

	mu      sync.Mutex
	overlay map[string][]byte    // replaced, never changed
	facts   map[string]*declared // of the files that declare something; replaced, never changed
	current *Workspace           // nil once something has changed
}

// declared is what one file declares. It is plain data, and never changes.
type declared struct {
	launches []*Launch
	// written are the names of the files that a notebook writes with %%writefile.
	written []string
}

// equal tells whether two files declare nothing at all. Whether two declarations are the same is not asked: a file that
// declares something seldom changes without changing that.
func (d *declared) empty() bool { return d == nil || len(d.launches)+len(d.written) == 0 }

// NewIndex begins an index of what is below some folders, which are given as absolute paths.
func NewIndex(roots []string) *Index {
	return &Index{roots: slices.Clone(roots), scripts: newScriptCache(), facts: map[string]*declared{}}
}

// New reads what is below some folders; overlay are the texts that take the place of files, by absolute path.
func New(roots []string, overlay map[string][]byte) *Workspace {
	x := NewIndex(roots)
	x.overlay = overlay
	_ = x.Walk(context.Background(), nil) // it ends early only with the context
	return x.Workspace()
}

// Workspace is the state of the files as far as they are known.
func (x *Index) Workspace() *Workspace {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.current == nil {
		x.current = &Workspace{roots: x.roots, files: NewFiles(x.roots, x.overlay), facts: x.facts, scripts: x.scripts}
	}
	return x.current
}

// Edit notes the text of a file that an editor holds. It says whether what the file declares may have changed.
func (x *Index) Edit(path string, text []byte) (changed bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	overlay := maps.Clone(x.overlay)
	if overlay == nil {
		overlay = map[string][]byte{}
	}
	overlay[path] = text
	x.overlay, x.current = overlay, nil
	return x.read(path)
}

// Close notes that an editor holds a file no longer: what is on the disk counts again.
func (x *Index) Close(path string) (changed bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	overlay := maps.Clone(x.overlay)
	delete(overlay, path)
	x.overlay, x.current = overlay, nil
	return x.read(path)
}

// Changed notes that a file on the disk was made, changed or removed.
func (x *Index) Changed(path string) (changed bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.current = nil
	return x.read(path)
}

// read reads one file again. The caller holds the lock.
func (x *Index) read(path string) (changed bool) {
	files := NewFiles(x.roots, x.overlay)
	d := declaredBy(files, path)
	before := x.facts[path]
	if d.empty() && before.empty() {
		return false
	}
	x.put(map[string]*declared{path: d})
	return true
}

// put takes in what files declare. The caller holds the lock.
func (x *Index) put(found map[string]*declared) {
	facts := maps.Clone(x.facts)
	for path, d := range found {
		if d.empty() {
			delete(facts, path)
		} else {
			facts[path] = d
		}
	}
	x.facts, x.current = facts, nil
}

// Walk reads all files below the roots, on all cores. It calls progress, which may be nil, with how many files there are
// and how many were read; calls come one at a time. It fails when the context ends.
func (x *Index) Walk(ctx context.Context, progress func(done, total int)) error {
	paths := candidates(ctx, x.roots)
	x.mu.Lock()
	for path := range x.overlay {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	files := NewFiles(x.roots, x.overlay)
	x.mu.Unlock()

	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	found, done := map[string]*declared{}, 0
	for _, path := range paths {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			d := declaredBy(files, path)
			mu.Lock()
			defer mu.Unlock()
			if done++; !d.empty() {
				found[path] = d
			}
			if progress != nil {
				progress(done, len(paths))
			}
			return nil
		})
	}
	_ = group.Wait() // no function above gives an error
	x.mu.Lock()
	defer x.mu.Unlock()
	for path := range found {
		if _, open := x.overlay[path]; open {
			found[path] = declaredBy(NewFiles(x.roots, x.overlay), path) // it may have been edited meanwhile
		}
	}
	x.put(found)
	return ctx.Err()
}

// declaredBy reads what a file declares, nil where that is nothing.
func declaredBy(files *Files, path string) *declared {
	switch filepath.Ext(path) {
	case ".py", ".ipynb":
	default:
		return nil
	}
	text, err := files.Read(path)
	if err != nil || !mayLaunch(text) {
		return nil
	}
	source := readSource(path, text)
	d := &declared{launches: readLaunches(files, source), written: source.written}
	if d.empty() {
		return nil
	}
	return d
}
