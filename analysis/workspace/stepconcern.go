package workspace

import "slices"

// concernedSteps are the files whose findings may change with a file that has to do with steps, beside itself.
func (w *Workspace) concernedSteps(path string) (files []string) {
	own := w.stepsIn(path)
	for _, c := range slices.Concat(own.contracts, w.ContractsOf(path)) {
		files = append(files, c.File(), w.EntryFile(c))
		for _, s := range w.SpecificationsOf(c) {
			files = append(files, s.File())
		}
	}
	for _, s := range own.specifications {
		if c := w.ContractOf(s); c != nil {
			files = append(files, c.File(), w.EntryFile(c))
		}
	}
	for _, b := range own.builders {
		for _, c := range w.ContractsFor(b) {
			files = append(files, w.EntryFile(c))
		}
	}
	files = append(files, w.buildersWith(path)...)
	return slices.DeleteFunc(files, func(f string) bool { return f == "" || f == path })
}

// buildersWith are the files of the builders whose configuration is in a file, or derives from a class of it.
func (w *Workspace) buildersWith(path string) (files []string) {
	if len(w.allSteps().paths) == 0 {
		return nil
	}
	script := w.Script(path)
	if script == nil || len(script.Classes()) == 0 {
		return nil
	}
	for _, file := range w.allSteps().paths {
		for _, b := range w.stepsIn(file).builders {
			for _, c := range []*Class{b.Class, w.ConfigOf(b)} {
				if c == nil {
					continue
				}
				classes, _ := w.Ancestry(c)
				if slices.ContainsFunc(classes, func(c *Class) bool { return c.Body.File == path }) {
					files = append(files, file)
				}
			}
		}
	}
	return files
}
