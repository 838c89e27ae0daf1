package report

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// places turns positions that came as text into positions of the file set:
// the calls on the way to an effect can stand in any file of any package.
type places struct {
	fset  *token.FileSet
	files map[string]*token.File
}

func newPlaces(pass *analysis.Pass) *places {
	p := &places{pass.Fset, map[string]*token.File{}}
	for _, f := range pass.Files {
		tf := pass.Fset.File(f.Package)
		p.files[tf.Name()] = tf
	}
	return p
}

// Files of other packages are not in the file set of every driver. A stand-in
// has lines of equal width, so that any line and column up to these bounds has
// a position.
const (
	standInLines = 1 << 14
	standInWidth = 1 << 9
)

// pos returns a position that prints as p, or token.NoPos.
func (s *places) pos(p token.Position) token.Pos {
	f := s.files[p.Filename]
	if f == nil {
		f = s.fset.AddFile(p.Filename, -1, standInLines*standInWidth)
		lines := make([]int, standInLines)
		for i := range lines {
			lines[i] = i * standInWidth
		}
		f.SetLines(lines)
		s.files[p.Filename] = f
	}
	if p.Line < 1 || p.Line > f.LineCount() {
		return token.NoPos
	}
	offset := f.Offset(f.LineStart(p.Line)) + max(p.Column, 1) - 1
	if offset > f.Size() {
		return f.LineStart(p.Line)
	}
	return f.Pos(offset)
}
