package catalog

import (
	"errors"
	"fmt"
	"go/types"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/spell"
)

// Verify checks what the models say about the packages against their types:
// that each name resolves, in its true form, that each index is one of a
// parameter or result of the right type, and that each rule, and each pattern
// of a rule, has functions that it holds for. What a block says of a family
// must hold for one of its packages that are given. The packages must be
// complete, with their unexported objects. Each line of the error begins with
// the file of the model.
func (c *Catalog) Verify(pkgs ...*types.Package) error {
	byEntry := map[*indexEntry][]*types.Package{}
	for _, pkg := range pkgs {
		if e := c.index.find(pkg.Path()); e != nil {
			byEntry[e] = append(byEntry[e], pkg)
		}
	}
	var wrong []error
	for i := range c.index {
		if e := &c.index[i]; byEntry[e] != nil {
			v := verifier{c, e, c.block(e), byEntry[e], nil}
			v.check()
			wrong = append(wrong, v.wrong...)
		}
	}
	return errors.Join(wrong...)
}

// verifier checks one block against the packages that it describes.
type verifier struct {
	catalog *Catalog
	entry   *indexEntry
	model   *pkgModel
	pkgs    []*types.Package
	wrong   []error
}

func (v *verifier) check() {
	for _, key := range slices.Sorted(maps.Keys(v.model.funcs)) {
		v.checkFunc(v.model.funcs[key])
	}
	for _, name := range slices.Sorted(maps.Keys(v.model.roles)) {
		if _, ok := v.object(name).(*types.TypeName); !ok {
			v.failf(0, "no type %s%s", name, spell.Hint(name, v.typeNames()))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.model.streams)) {
		v.checkStream(name)
	}
	if d := v.model.sqlite; d != nil {
		for _, problem := range driverProblems(d, v.pkgs[0]) {
			v.failf(0, "%s", problem)
		}
	}
	v.checkRules()
}

func (v *verifier) failf(line int, format string, args ...any) {
	at := v.entry.file
	if line == 0 {
		line = v.catalog.lines[v.entry.pkg]
	}
	if line > 0 {
		at = fmt.Sprintf("%s:%d", v.entry.file, line)
	}
	v.wrong = append(v.wrong, fmt.Errorf("%s: %s: %s", at, v.entry.pkg, fmt.Sprintf(format, args...)))
}

// object finds what a name stands for in one of the packages, or nil.
func (v *verifier) object(name string) types.Object {
	for _, pkg := range v.pkgs {
		if obj := pkg.Scope().Lookup(name); obj != nil {
			return obj
		}
	}
	return nil
}

func (v *verifier) checkStream(name string) {
	owner, fieldName, isField := strings.Cut(name, ".")
	switch obj := v.object(owner).(type) {
	case *types.TypeName:
		if isField && field(obj.Pkg(), owner, fieldName) == nil {
			v.failf(0, "type %s has no field %s", owner, fieldName)
		}
	case *types.Var:
		if isField {
			v.failf(0, "%s is a variable: say of its type that a field is a stream", owner)
		}
	default:
		v.failf(0, "%s is no type and no variable (%v)", owner, obj)
	}
}

func (v *verifier) checkFunc(m *funcModel) {
	found := false
	for _, pkg := range v.pkgs {
		fn := lookup(pkg, m.name)
		if fn == nil {
			continue
		}
		found = true
		if form := formOf(fn); form != m.name.String() {
			v.failf(m.name.line, "%s is written %s", m.name, form)
		}
		for _, problem := range v.catalog.problems(m, fn) {
			v.failf(m.name.line, "%s: %s", m.name, problem)
		}
	}
	if !found {
		v.failf(m.name.line, "no function %s%s", m.name, v.hint(m.name))
	}
}

// lookup finds the function or the declared method that n names.
func lookup(pkg *types.Package, n name) *types.Func {
	if n.recv == "" {
		fn, _ := pkg.Scope().Lookup(n.fn).(*types.Func)
		return fn
	}
	tn, ok := pkg.Scope().Lookup(n.recv).(*types.TypeName)
	if !ok {
		return nil
	}
	for fn := range methods(tn) {
		if fn.Name() == n.fn {
			return fn
		}
	}
	return nil
}

// methods yields the methods that are declared with a type.
func methods(tn *types.TypeName) iter.Seq[*types.Func] {
	named, ok := types.Unalias(tn.Type()).(*types.Named)
	if !ok || named.Obj() != tn {
		return func(func(*types.Func) bool) {}
	}
	if iface, ok := named.Underlying().(*types.Interface); ok {
		return iface.ExplicitMethods()
	}
	return named.Methods()
}

// formOf is the name of fn as model files write it.
func formOf(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	_, ptr := types.Unalias(recv.Type()).(*types.Pointer)
	return name{recv: typeName(recv.Type()).Name(), ptr: ptr, fn: fn.Name()}.String()
}
