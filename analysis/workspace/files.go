package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// maxFile is the size in bytes from which a file is taken for data and not read.
const maxFile = 64 << 20

// Files reads files below some roots. What an editor holds unsaved takes the place of what is on the disk. It never
// changes, and may be used from any goroutine.
type Files struct {
	roots   []string
	overlay map[string][]byte // by absolute path
	// disk stands for what is on the disk as far as somebody has told: Files with the same one see the same there. It is nil
	// where nobody tells.
	disk *disk
}

// disk is one state of the disk.
type disk struct{ _ byte } // of a size, so that two states are two addresses

// NewFiles reads below roots, which are absolute paths; overlay are the texts of files that are open in an editor.
func NewFiles(roots []string, overlay map[string][]byte) *Files {
	return &Files{roots: roots, overlay: overlay}
}

// Read gives a file's text. It fails for what is no regular file, is outside the roots (be it through a link), or is larger
// than 64 MiB.
func (f *Files) Read(path string) ([]byte, error) {
	if text, ok := f.overlay[path]; ok {
		return text, nil
	}
	if err := f.allowed(path); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fmt.Errorf("%s is no file of at most %d MiB", path, maxFile>>20)
	}
	return os.ReadFile(path) //nolint:gosec // below the roots
}

// IsFile tells whether a regular file is at a path.
func (f *Files) IsFile(path string) bool {
	if _, ok := f.overlay[path]; ok {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && f.allowed(path) == nil
}

// IsFolder tells whether a folder is at a path.
func (f *Files) IsFolder(path string) bool {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return f.allowed(path) == nil
	}
	for name := range f.overlay {
		if within(path, name) {
			return true
		}
	}
	return false
}

// List gives the names in a folder, folders with a slash behind them, sorted.
func (f *Files) List(folder string) []string {
	seen := map[string]bool{}
	if f.allowed(folder) == nil {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			name := e.Name()
			if e.IsDir() {
				name += "/"
			}
			seen[name] = true
		}
	}
	for path := range f.overlay {
		if !within(folder, path) {
			continue
		}
		below, _ := filepath.Rel(folder, path)
		name, _, deeper := strings.Cut(filepath.ToSlash(below), "/")
		if deeper {
			name += "/"
		}
		seen[name] = true
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Contains tells whether a path is in one of the roots.
func (f *Files) Contains(path string) bool {
	for _, root := range f.roots {
		if path == root || within(root, path) {
			return true
		}
	}
	return false
}

// sees tells whether a file is for others what it is for f, without a look at the disk.
func (f *Files) sees(path string, others *Files) bool {
	before, open := f.overlay[path]
	now, stillOpen := others.overlay[path]
	return f.disk != nil && f.disk == others.disk && open == stillOpen && sameMemory(before, now)
}

// sameRoots tells whether others read below the same folders.
func (f *Files) sameRoots(other *Files) bool { return slices.Equal(f.roots, other.roots) }

// allowed fails for paths outside the roots, and for links that lead there.
func (f *Files) allowed(path string) error {
	if !f.Contains(path) {
		return fmt.Errorf("%s is outside the workspace: %w", path, fs.ErrPermission)
	}
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // whoever asks finds out
	}
	if err != nil {
		return err
	}
	for _, root := range f.roots {
		if home, err := filepath.EvalSymlinks(root); err == nil && (target == home || within(home, target)) {
			return nil
		}
	}
	return fmt.Errorf("%s leads out of the workspace: %w", path, fs.ErrPermission)
}

// within tells whether a path is below a folder.
func within(folder, path string) bool {
	return strings.HasPrefix(path, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}
