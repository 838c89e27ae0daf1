package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// maxLines bounds the functions of the source: a longer one does not fit on a
// screen.
const maxLines = 80

// What CONTRIBUTING says of the source: functions are short, and rules don't
// walk SSA.
func TestSource(t *testing.T) {
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == "testdata":
			return filepath.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		shortFunctions(t, files, f)
		if filepath.Dir(path) == filepath.Join("..", "analyzer") {
			importsNoSSA(t, path, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func shortFunctions(t *testing.T, files *token.FileSet, f *ast.File) {
	t.Helper()
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		from, to := files.Position(fn.Pos()), files.Position(fn.End())
		if n := to.Line - from.Line + 1; n > maxLines {
			t.Errorf("%s: %s has %d lines, more than %d", from, fn.Name.Name, n, maxLines)
		}
	}
}

func importsNoSSA(t *testing.T, path string, f *ast.File) {
	t.Helper()
	for _, imp := range f.Imports {
		if strings.Contains(imp.Path.Value, "go/ssa") {
			t.Errorf("%s imports %s: rules see what internal/region tells them", path, imp.Path.Value)
		}
	}
}

// CONTRIBUTING tells of every place.
func TestContributingNamesEveryPlace(t *testing.T) {
	dirs, err := filepath.Glob("../internal/*")
	if err != nil {
		t.Fatal(err)
	}
	text := content(t, "../CONTRIBUTING.md")
	for _, dir := range dirs {
		if name := "`internal/" + filepath.Base(dir) + "`"; !strings.Contains(text, name) {
			t.Errorf("CONTRIBUTING.md does not tell of %s", name)
		}
	}
}
