package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/region"
)

// BelowCommit moves a call that stands right before the commit below it:
//
//	if err := tx.Commit(); err != nil {
//		return err
//	}
//	notify(id)
//
// It does so only where the call is a statement of its own, whose results nobody
// looks at, and is handed nothing of the database's: what comes after the commit
// then does not depend on it, nor it on the transaction.
func (f *Fixer) BelowCommit(t *region.Transaction, at region.Place) []analysis.SuggestedFix {
	if t.Origin != region.Opened || len(t.DeferredCommit) > 0 {
		return nil
	}
	call, path := f.call(at)
	if call == nil || !ignoresResults(path[0]) || !f.apart(call) {
		return nil
	}
	stmt := path[0].(ast.Stmt)
	list := statements(path[1])
	i := slices.Index(list, stmt)
	if i < 0 || i+1 == len(list) {
		return nil
	}
	below := f.afterCommit(t, list[i+1:], path[1:], call)
	from, to, ok := f.withComments(list, i)
	if below == nil || !ok {
		return nil
	}
	text := f.text(from, to)
	if text == "" {
		return nil
	}
	return edit("move it below the commit",
		analysis.TextEdit{Pos: from, End: f.skipSpace(to)},
		below(text))
}

// ignoresResults reports whether a statement is a call alone, or assigns its
// results to blanks.
func ignoresResults(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ExprStmt:
		return true
	case *ast.AssignStmt:
		return !slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return !ok || id.Name != "_"
		})
	}
	return false
}

// apart reports whether an expression reads nothing that the transaction ends,
// as far as types tell.
func (f *Fixer) apart(e ast.Expr) bool {
	apart := true
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if v, ok := f.pass.TypesInfo.ObjectOf(id).(*types.Var); ok {
			_, function := v.Type().Underlying().(*types.Signature)
			if function && !v.IsField() || f.ofDatabase(v.Type()) {
				apart = false
			}
		}
		return true
	})
	return apart
}

func (f *Fixer) ofDatabase(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return f.cat.OfDatabase(t)
}

// afterCommit returns the edit that puts text after the statement that a list
// begins with, nil where that does not commit the transaction, or fails without
// leaving the function.
func (f *Fixer) afterCommit(t *region.Transaction, list []ast.Stmt, path []ast.Node, moved ast.Expr) func(text string) analysis.TextEdit {
	if ret, ok := list[0].(*ast.ReturnStmt); ok {
		return f.afterReturn(t, ret)
	}
	check, assign := f.commitCheck(list[0], path[0])
	if check == nil || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !f.commits(t, assign.Rhs[0]) {
		return nil
	}
	failed := f.variable(assign.Lhs[0])
	if failed == nil || !f.failureLeaves(check, failed) || names(moved, failed.Name()) {
		return nil
	}
	return func(text string) analysis.TextEdit {
		return analysis.TextEdit{Pos: check.End(), End: check.End(), NewText: []byte("\n" + f.indent(check) + text)}
	}
}

// commitCheck returns the if statement that looks at the error of a commit, and
// the assignment of that error.
func (f *Fixer) commitCheck(stmt ast.Stmt, parent ast.Node) (*ast.IfStmt, *ast.AssignStmt) {
	switch s := stmt.(type) {
	case *ast.IfStmt:
		if assign, ok := s.Init.(*ast.AssignStmt); ok {
			return s, assign
		}
	case *ast.AssignStmt:
		return f.checkAfter(s, parent), s
	}
	return nil, nil
}

// afterReturn takes a return of the commit's error apart, so that something can
// stand between the commit and the return.
func (f *Fixer) afterReturn(t *region.Transaction, ret *ast.ReturnStmt) func(text string) analysis.TextEdit {
	n := len(ret.Results) - 1
	if n < 0 || !f.commits(t, ret.Results[n]) || slices.ContainsFunc(ret.Results[:n], notPlain) {
		return nil
	}
	others := ""
	if n > 0 {
		others = f.text(ret.Results[0].Pos(), ret.Results[n-1].End()) + ", "
		if slices.ContainsFunc(ret.Results[:n], func(e ast.Expr) bool { return names(e, "err") }) {
			return nil
		}
	}
	commit := f.text(ret.Results[n].Pos(), ret.Results[n].End())
	in := "\n" + f.indent(ret)
	return func(text string) analysis.TextEdit {
		return analysis.TextEdit{Pos: ret.Pos(), End: ret.End(), NewText: []byte(
			"if err := " + commit + "; err != nil {" + in + "\treturn " + others + "err" + in + "}" +
				in + text + in + "return " + others + "nil")}
	}
}

// notPlain reports whether an expression is more than a name or a literal: what
// is written twice must mean the same twice.
func notPlain(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Ident, *ast.BasicLit:
		return false
	}
	return true
}

// commits reports whether an expression is a commit of the transaction that
// returns nothing but its error.
func (f *Fixer) commits(t *region.Transaction, e ast.Expr) bool {
	return types.Identical(f.pass.TypesInfo.TypeOf(e), types.Universe.Lookup("error").Type()) &&
		slices.ContainsFunc(t.Commits(), func(p region.Place) bool { return p.Pos == e.Pos() && p.End == e.End() })
}

// names reports whether a name stands in an expression.
func names(e ast.Expr, name string) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return true
	})
	return found
}

// withComments returns where a statement begins and ends with the comments that
// belong to it: those on the lines right above it, and behind it. It is not ok
// where something else stands in its lines.
func (f *Fixer) withComments(list []ast.Stmt, i int) (from, to token.Pos, ok bool) {
	line := func(p token.Pos) int { return f.pass.Fset.PositionFor(p, false).Line }
	from, to = list[i].Pos(), list[i].End()
	if i > 0 && line(list[i-1].End()) == line(from) || line(list[i+1].Pos()) == line(to) {
		return 0, 0, false
	}
	for _, g := range f.file(from).Comments {
		switch {
		case line(g.Pos()) == line(to) && g.Pos() >= to:
			to = g.End()
		case line(g.End()) == line(from)-1 && (i == 0 || line(g.Pos()) > line(list[i-1].End())):
			from = g.Pos()
		}
	}
	return from, to, i > 0 || from == list[i].Pos()
}

// file returns the file of a position that is known to be in one.
func (f *Fixer) file(pos token.Pos) *ast.File {
	i := slices.IndexFunc(f.pass.Files, func(file *ast.File) bool { return file.FileStart <= pos && pos < file.FileEnd })
	return f.pass.Files[i]
}

// text returns a piece of the source, "" where it can't be read.
func (f *Fixer) text(from, to token.Pos) string {
	file := f.pass.Fset.File(from)
	src, err := f.pass.ReadFile(file.Name())
	if err != nil || file.Size() != len(src) {
		return ""
	}
	return string(src[file.Offset(from):file.Offset(to)])
}

// skipSpace returns where what follows a position begins.
func (f *Fixer) skipSpace(pos token.Pos) token.Pos {
	rest := f.text(pos, f.file(pos).FileEnd)
	return pos + token.Pos(len(rest)-len(strings.TrimLeft(rest, " \t\n\r")))
}
