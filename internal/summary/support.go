package summary

import (
	"go/types"
	"slices"
	"strings"
)

// testSupport lists the packages that only what supports tests imports.
var testSupport = []string{`"testing"`, `"net/http/httptest"`}

// inTest reports whether an object is declared in a test file.
func (p *Package) inTest(obj types.Object) bool {
	return strings.HasSuffix(p.pass.Fset.Position(obj.Pos()).Filename, "_test.go")
}

// forTests reports whether an object of the package is declared in a test file,
// or in one that tests are supported by: a program puts nothing of it behind an
// interface.
func (p *Package) forTests(obj types.Object) bool {
	if p.inTest(obj) {
		return true
	}
	for _, file := range p.pass.Files {
		if file.FileStart <= obj.Pos() && obj.Pos() < file.FileEnd {
			for _, imp := range file.Imports {
				if slices.Contains(testSupport, imp.Path.Value) {
					return true
				}
			}
		}
	}
	return false
}
