package patch_test

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/patch"
)

const text = "one two three\n"

// file returns a file set with the text, and edits of it.
func file(t *testing.T) (*token.FileSet, string, func(start, end int, to string) analysis.SuggestedFix) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f := fset.AddFile(name, -1, len(text))
	return fset, name, func(start, end int, to string) analysis.SuggestedFix {
		return analysis.SuggestedFix{TextEdits: []analysis.TextEdit{{Pos: f.Pos(start), End: f.Pos(end), NewText: []byte(to)}}}
	}
}

func TestApply(t *testing.T) {
	fset, name, replace := file(t)
	p := patch.New()
	for _, step := range []struct {
		fix analysis.SuggestedFix
		ok  bool
	}{
		{replace(4, 7, "2"), true},
		{replace(4, 7, "2"), true},   // the same again
		{replace(6, 9, "x"), false},  // overlaps
		{replace(4, 7, "ii"), false}, // so does another text
		{replace(0, 0, "zero "), true},
		{replace(0, 0, "none "), false}, // which one is first?
		{replace(7, 7, "!"), true},      // beside it
	} {
		if ok := p.Add(fset, step.fix); ok != step.ok {
			t.Errorf("Add(%v) = %v", step.fix, ok)
		}
	}
	got, err := p.Apply(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if want := "zero one 2! three\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := p.Apply(name, []byte("one")); err == nil {
		t.Error("a file that was cut short in the meantime is taken")
	}
}

func TestWriteKeepsTheMode(t *testing.T) {
	_, name, _ := file(t)
	if err := patch.Write(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(name); string(got) != "new" || info.Mode().Perm() != 0o640 {
		t.Errorf("%q with mode %v", got, info.Mode())
	}
	if left, _ := filepath.Glob(name + ".*"); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
