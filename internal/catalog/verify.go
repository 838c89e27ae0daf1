package catalog

import (
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Verify checks everything that the models say about pkg against its types:
// that each name resolves, in its true form, and that each index is one of a
// parameter or result of the right type. It returns nil where they say nothing.
// pkg must be complete, with its unexported objects. Each line of the error
// begins with the file of the model.
func (c *Catalog) Verify(pkg *types.Package) error {
	m := c.pkg(pkg.Path())
	if m == nil {
		return nil
	}
	i, _ := c.find(pkg.Path())
	v := verifier{c, pkg, m, c.index[i].file, nil}
	for _, key := range slices.Sorted(maps.Keys(m.funcs)) {
		v.checkFunc(m.funcs[key])
	}
	for _, name := range slices.Sorted(maps.Keys(m.roles)) {
		if _, ok := pkg.Scope().Lookup(name).(*types.TypeName); !ok {
			v.failf(0, "no type %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.streams)) {
		v.checkStream(name)
	}
	return errors.Join(v.wrong...)
}

type verifier struct {
	catalog *Catalog
	pkg     *types.Package
	model   *pkgModel
	file    string
	wrong   []error
}

func (v *verifier) failf(line int, format string, args ...any) {
	at := v.file
	if line > 0 {
		at = fmt.Sprintf("%s:%d", v.file, line)
	}
	v.wrong = append(v.wrong, fmt.Errorf("%s: %s: %s", at, v.pkg.Path(), fmt.Sprintf(format, args...)))
}

func (v *verifier) checkStream(name string) {
	owner, fieldName, isField := strings.Cut(name, ".")
	switch obj := v.pkg.Scope().Lookup(owner).(type) {
	case *types.TypeName:
		if isField && field(v.pkg, owner, fieldName) == nil {
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
	fn := v.lookup(m.name)
	if fn == nil {
		v.failf(m.name.line, "no function %s", m.name)
		return
	}
	if form := formOf(fn); form != m.name.String() {
		v.failf(m.name.line, "%s is written %s", m.name, form)
	}
	for _, problem := range v.catalog.problems(m, fn) {
		v.failf(m.name.line, "%s: %s", m.name, problem)
	}
}

// lookup finds the function or the declared method that n names.
func (v *verifier) lookup(n name) *types.Func {
	if n.recv == "" {
		fn, _ := v.pkg.Scope().Lookup(n.fn).(*types.Func)
		return fn
	}
	tn, ok := v.pkg.Scope().Lookup(n.recv).(*types.TypeName)
	if !ok {
		return nil
	}
	named, ok := types.Unalias(tn.Type()).(*types.Named)
	if !ok {
		return nil
	}
	methods := named.Methods()
	if iface, ok := named.Underlying().(*types.Interface); ok {
		methods = iface.ExplicitMethods()
	}
	for fn := range methods {
		if fn.Name() == n.fn {
			return fn
		}
	}
	return nil
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
