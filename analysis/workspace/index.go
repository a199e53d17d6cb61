package workspace

import (
	"context"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/trainlsp/trainlsp/analysis"
)

// Index follows the files of a workspace: those on the disk, and those that an editor holds unsaved. It may be used from any
// goroutine.
type Index struct {
	// Shallow keeps walks out of subfolders: for a file that is in no project, whose folder may be anything.
	Shallow bool
	// Gentle walks leave half of the cores to others, such as to the checks of what somebody is typing.
	Gentle bool

	roots   []string
	scripts *scriptCache
	walking sync.Mutex    // held by a walk: two at once would undo each other's stamps
	walked  chan struct{} // closed when all files have been read once
	first   sync.Once

	mu      sync.Mutex
	overlay map[string][]byte    // replaced, never changed
	facts   map[string]*declared // of the files that declare something; replaced, never changed
	stamps  map[string]stamp     // of the files that the last walk met
	steps   *stepIndex           // of the steps that the files declare, nil once these or the files have changed
	disk    *disk                // another one whenever the disk may have changed
	current *Workspace           // nil once something has changed
}

// declared is what one file declares. It is plain data, and never changes.
type declared struct {
	launches []*Launch
	requests []*Request
	launcher *Launcher
	steps    steps
	// written are the files that a notebook writes with %%writefile.
	written []writtenFile
	// requirements are those of a requirements file, nil for any other file.
	requirements *Requirements
}

// empty tells a file that declares nothing.
func (d *declared) empty() bool {
	return d == nil || d.launcher == nil && len(d.launches)+len(d.requests)+len(d.written) == 0 && d.steps.empty() && d.requirements == nil
}

// NewIndex begins an index of what is below some folders, which are given as absolute paths.
func NewIndex(roots []string) *Index {
	return &Index{
		roots: slices.Clone(roots), scripts: newScriptCache(), walked: make(chan struct{}),
		facts: map[string]*declared{}, stamps: map[string]stamp{}, disk: &disk{},
	}
}

// Walked is closed when the files below the roots have been read once.
func (x *Index) Walked() <-chan struct{} { return x.walked }

// New reads what is below some folders; overlay are the texts that take the place of files, by absolute path.
func New(roots []string, overlay map[string][]byte) *Workspace {
	x := NewIndex(roots)
	x.overlay = overlay
	_, _ = x.Walk(context.Background(), nil) // it ends early only with the context
	return x.Workspace()
}

// Roots are the folders that are followed.
func (x *Index) Roots() []string { return x.roots }

// Workspace is the state of the files as far as they are known.
func (x *Index) Workspace() *Workspace {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.workspace()
}

func (x *Index) workspace() *Workspace {
	if x.current == nil {
		if x.steps == nil {
			x.steps = &stepIndex{}
		}
		x.current = &Workspace{roots: x.roots, files: x.files(), facts: x.facts, scripts: x.scripts, steps: x.steps}
	}
	return x.current
}

// files reads the files in their newest state. The caller holds the lock.
func (x *Index) files() *Files { return &Files{roots: x.roots, overlay: x.overlay, disk: x.disk} }

// lookAgain notes that the disk may have changed. The caller holds the lock.
func (x *Index) lookAgain() { x.disk, x.current = &disk{}, nil }

// Edit notes the text of a file that an editor holds, and the facts of it where it is a script (nil where they are not
// known). It gives the files that it concerns, beside the file itself; none where the text is the one that was known.
func (x *Index) Edit(path string, text []byte, script *analysis.Script) (concerned []string) {
	x.mu.Lock()
	before, open := x.overlay[path]
	if open && sameMemory(before, text) {
		x.mu.Unlock()
		return nil
	}
	overlay := maps.Clone(x.overlay)
	if overlay == nil {
		overlay = map[string][]byte{}
	}
	overlay[path] = text
	former := x.workspace()
	x.overlay, x.current = overlay, nil
	files := x.files()
	x.mu.Unlock()

	if script != nil {
		x.scripts.keep(files, path, script)
	}
	return x.replace(former, path, declaredBy(files, path, script), func() bool { return sameMemory(x.overlay[path], text) })
}

func sameMemory(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Close notes that an editor holds a file no longer: what is on the disk counts again. It gives the files that it concerns.
func (x *Index) Close(path string) (concerned []string) {
	x.mu.Lock()
	overlay := maps.Clone(x.overlay)
	delete(overlay, path)
	former := x.workspace()
	x.overlay = overlay
	x.lookAgain()
	x.mu.Unlock()
	return x.reread(former, path)
}

// Changed notes that a file on the disk was made, changed or removed. It gives the files that it concerns.
func (x *Index) Changed(path string) (concerned []string) {
	x.mu.Lock()
	former := x.workspace()
	x.lookAgain()
	x.mu.Unlock()
	return x.reread(former, path)
}

// reread reads a file that no editor holds.
func (x *Index) reread(former *Workspace, path string) (concerned []string) {
	files := former.files
	if _, open := files.overlay[path]; open {
		files = NewFiles(x.roots, nil)
	}
	return x.replace(former, path, declaredBy(files, path, nil), func() bool {
		_, open := x.overlay[path]
		return !open
	})
}

// replace takes in what a file declares now, if that is still so, and gives the files that the change concerns.
func (x *Index) replace(former *Workspace, path string, d *declared, holds func() bool) []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !holds() {
		return nil // a later change is on its way
	}
	if !d.empty() || !x.facts[path].empty() {
		x.put(map[string]*declared{path: d})
	}
	if former.files.IsFile(path) != x.workspace().files.IsFile(path) {
		x.resolve(path)
	}
	if filepath.Base(path) == "__init__.py" {
		x.steps, x.current = nil, nil // names of steps are imported through it
	}
	concerned := append(former.Concerned(path), x.workspace().Concerned(path)...)
	slices.Sort(concerned)
	return slices.Compact(concerned)
}

// put takes in what files declare. The caller holds the lock.
func (x *Index) put(found map[string]*declared) {
	facts := maps.Clone(x.facts)
	for path, d := range found {
		if before := facts[path]; d != nil && !d.steps.empty() || before != nil && !before.steps.empty() {
			x.steps = nil
		}
		if d.empty() {
			delete(facts, path)
		} else {
			facts[path] = d
		}
	}
	x.facts, x.current = facts, nil
}

// Walk reads the files below the roots, on all cores: at first all, later those that are new, changed or gone. It calls
// progress, which may be nil, with how many files were read and how many there are to read; calls come one at a time. It
// tells whether anything has changed, and fails when the context ends.
func (x *Index) Walk(ctx context.Context, progress func(done, total int)) (changed bool, err error) {
	x.walking.Lock()
	defer x.walking.Unlock()
	x.mu.Lock()
	x.lookAgain()
	x.mu.Unlock()
	paths, stamps := x.stale(ctx)
	var group errgroup.Group
	group.SetLimit(x.workers())
	var mu sync.Mutex
	found, done := map[string]*declared{}, 0
	files := x.Workspace().files
	for _, path := range paths {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			d := declaredBy(files, path, nil)
			mu.Lock()
			defer mu.Unlock()
			found[path] = d
			if done++; progress != nil {
				progress(done, len(paths))
			}
			return nil
		})
	}
	_ = group.Wait() // no function above gives an error
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	changed = x.takeIn(found, stamps)
	again := true
	x.first.Do(func() {
		again = false
		close(x.walked)
	})
	// A plain module says something to the scripts that import it. Of files that an editor holds, Edit was told.
	closed := func(path string) bool { _, open := files.overlay[path]; return !open }
	return changed || again && slices.ContainsFunc(paths, closed), nil
}

// workers is how many files are read at once.
func (x *Index) workers() int {
	cores := runtime.GOMAXPROCS(0)
	if x.Gentle {
		cores = max(1, cores/2)
	}
	return cores
}

// takeIn takes in what a walk found, but for the files that an editor has begun to hold meanwhile.
func (x *Index) takeIn(found map[string]*declared, stamps map[string]stamp) (changed bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	before := x.overlay
	for path, d := range found {
		if _, open := before[path]; open && x.facts[path] != nil || d.empty() && x.facts[path].empty() {
			delete(found, path)
		}
	}
	var moved []string // files that came or went
	for path := range stamps {
		if _, met := x.stamps[path]; !met && len(x.stamps) > 0 {
			moved = append(moved, path)
		}
	}
	for path := range x.stamps {
		if _, met := stamps[path]; !met {
			moved = append(moved, path)
		}
	}
	x.stamps = stamps
	if len(found)+len(moved) == 0 {
		return false
	}
	x.put(found)
	x.resolve(moved...)
	return true
}

// resolve looks again for the scripts of the launchers that name one of some files: files that came or went. The caller
// holds the lock.
func (x *Index) resolve(files ...string) {
	x.steps, x.current = nil, nil
	found, disk := map[string]*declared{}, x.workspace().files
	for launcher, d := range x.facts {
		if slices.ContainsFunc(d.launches, func(l *Launch) bool { return l.names(files) }) {
			moved := *d
			moved.launches = locator{disk, launcher, d.written}.relocated(d.launches)
			found[launcher] = &moved
		}
	}
	if len(found) > 0 {
		x.put(found)
	}
}

// names tells whether a job may mean one of some files by its entry point.
func (l *Launch) names(files []string) bool {
	entry := path.Base(filepath.ToSlash(l.EntryPoint.Text))
	return l.EntryPoint.Kind == String && slices.ContainsFunc(files, func(f string) bool { return filepath.Base(f) == entry })
}

// stale are the files to read: those that are not as the last walk met them, those that an editor holds, and those that are
// gone. The stamps are those of all files.
func (x *Index) stale(ctx context.Context) (paths []string, stamps map[string]stamp) {
	x.mu.Lock()
	files, known := NewFiles(x.roots, x.overlay), x.stamps
	x.mu.Unlock()
	stamps = map[string]stamp{}
	for _, path := range candidates(ctx, x.roots, x.Shallow) {
		if stamps[path] = files.stamp(path); stamps[path] != known[path] {
			paths = append(paths, path)
		}
	}
	for path := range files.overlay {
		if _, met := stamps[path]; met {
			continue
		}
		if stamps[path] = files.stamp(path); stamps[path] != known[path] {
			paths = append(paths, path)
		}
	}
	for path := range known {
		if _, met := stamps[path]; !met {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths, stamps
}

// declaredBy reads what a file declares, nil where that is nothing. The script may be nil.
func declaredBy(files *Files, path string, script *analysis.Script) *declared {
	if IsRequirementsFile(path) {
		if r := requirementsOf(files, path, readRequirements); r != nil {
			return &declared{requirements: r}
		}
		return nil
	}
	if !MayDeclare(path) && filepath.Ext(path) != ".py" {
		return nil
	}
	text, err := files.Read(path)
	if err != nil {
		return nil
	}
	d := &declared{steps: readSteps(files, path, text, script)}
	if !isStepYAML(path) && launchMarks.in(text, script) {
		s := readSource(path, text)
		d.written, d.requests = s.written, readRequests(files, s, script)
		d.launches, d.launcher = readLaunches(files, s, script)
	}
	if d.empty() {
		return nil
	}
	return d
}
