// Package patch applies edits to files: those of several fixes together, each
// fix whole or not at all.
package patch

import (
	"bytes"
	"cmp"
	"fmt"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Patch is a set of edits that don't overlap.
type Patch struct {
	files map[string][]edit
}

// edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

// New returns an empty patch.
func New() *Patch { return &Patch{map[string][]edit{}} }

// Add adds a fix. It returns false, and adds nothing, where an edit overlaps one
// that was added before; the same edit again is no other one.
func (p *Patch) Add(fset *token.FileSet, fix analysis.SuggestedFix) bool {
	added := map[string][]edit{}
	for _, e := range fix.TextEdits {
		start, end := fset.Position(e.Pos), fset.Position(e.End)
		x := edit{start.Offset, end.Offset, string(e.NewText)}
		if slices.Contains(p.files[start.Filename], x) {
			continue
		}
		if slices.ContainsFunc(p.files[start.Filename], x.overlaps) {
			return false
		}
		added[start.Filename] = append(added[start.Filename], x)
	}
	for name, edits := range added {
		p.files[name] = append(p.files[name], edits...)
	}
	return true
}

// overlaps reports whether the order of two edits counts.
func (e edit) overlaps(o edit) bool {
	if e.start == e.end && o.start == o.end {
		return e.start == o.start
	}
	return e.start < o.end && o.start < e.end
}

// Files lists the files to change, sorted.
func (p *Patch) Files() []string { return slices.Sorted(maps.Keys(p.files)) }

// Apply returns the text of a file with its edits.
func (p *Patch) Apply(name string, text []byte) ([]byte, error) {
	edits := slices.SortedFunc(slices.Values(p.files[name]), func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.start < at || e.end < e.start || e.end > len(text) {
			return nil, fmt.Errorf("%s: it is not the file that was analysed", name)
		}
		out.Write(text[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(text[at:])
	return out.Bytes(), nil
}

// Write replaces the text of a file, whole or not at all, and keeps its mode.
func Write(name string, text []byte) (err error) {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(text)
	if err = cmp.Or(err, f.Chmod(info.Mode()&fs.ModePerm), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
