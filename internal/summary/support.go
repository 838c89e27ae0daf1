package summary

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// testSupport lists the packages that only what supports tests imports.
var testSupport = []string{`"testing"`, `"net/http/httptest"`}

// inTest reports whether an object is declared in a test file.
func (p *Package) inTest(obj types.Object) bool {
	file := p.pass.Fset.File(obj.Pos())
	return file != nil && strings.HasSuffix(file.Name(), "_test.go")
}

// forTests reports whether an object is declared in a test file, or is one of
// the package in a file that tests are supported by: a program puts nothing of
// it behind an interface.
func (p *Package) forTests(obj types.Object) bool {
	return p.inTest(obj) || obj.Pkg() == p.pass.Pkg && slices.ContainsFunc(p.pass.Files, func(file *ast.File) bool {
		return file.FileStart <= obj.Pos() && obj.Pos() < file.FileEnd && supportsTests(file)
	})
}

func supportsTests(file *ast.File) bool {
	return slices.ContainsFunc(file.Imports, func(imp *ast.ImportSpec) bool { return slices.Contains(testSupport, imp.Path.Value) })
}
