package region

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// An operation is a call with its operands as symbols: a deferred call runs
// with those it had when it was deferred.
type operation struct {
	instr ssa.CallInstruction
	fn    *types.Func   // declared function or method, nil when it is a value
	lit   *ssa.Function // literal that is called
	value symbol        // what is called when neither is known
	recv  symbol        // receiver, nil for none
	args  []symbol      // arguments without receiver
	types []types.Type  // their types before conversion to interfaces
}

// operands lists the symbols of what a call instruction evaluates.
func operands(call *ssa.CallCommon, e *env) []symbol {
	list := []symbol{e.of(call.Value)}
	for _, a := range call.Args {
		list = append(list, e.of(a))
	}
	return list
}

// resolve tells what a call with the given operands runs.
func (m *machine) resolve(instr ssa.CallInstruction, ops []symbol, e *env) operation {
	call := instr.Common()
	op := operation{instr: instr, args: ops[1:]}
	for _, a := range call.Args {
		op.types = append(op.types, concrete(a))
	}
	switch {
	case call.IsInvoke():
		op.recv = ops[0]
		op.fn = m.dispatch(call.Method.Origin(), call.Value, ops[0])
		if path := m.embedded(call.Method, call.Value, ops[0]); path != "" {
			op.recv = follow(e, ops[0], path)
		}
		return op
	case isBuiltin(call.Value):
		return op
	}
	op.value = ops[0]
	switch v := ops[0].(type) {
	case *ssa.Function:
		m.resolveFunc(&op, v)
	case *ssa.MakeClosure:
		fn := v.Fn.(*ssa.Function)
		if obj := ir.Object(fn); obj != nil && len(v.Bindings) == 1 { // a bound method
			op.fn, op.recv = obj, e.bound(v)
		} else {
			op.lit = fn
		}
	}
	return op
}

func isBuiltin(v ssa.Value) bool {
	_, ok := v.(*ssa.Builtin)
	return ok
}

// resolveFunc sorts out a function value: a literal, a function, or a method
// with its receiver as first argument.
func (m *machine) resolveFunc(op *operation, fn *ssa.Function) {
	obj := ir.Object(fn)
	if obj == nil {
		op.lit = fn
		return
	}
	op.fn = obj
	if obj.Signature().Recv() != nil && len(op.args) > 0 {
		op.recv, op.args, op.types = op.args[0], op.args[1:], op.types[1:]
	}
}

// concrete returns the type of a value before it became an interface.
func concrete(v ssa.Value) types.Type {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		default:
			return v.Type()
		}
	}
}

// bound returns the receiver of a bound method.
func (e *env) bound(v *ssa.MakeClosure) symbol {
	if s, ok := e.cell(cell{v, ".receiver"}); ok {
		return s
	}
	return e.of(v.Bindings[0])
}

// dispatch finds the method behind a call through an interface, as far as the
// receiver is known; otherwise the interface's own method.
func (m *machine) dispatch(method *types.Func, recv ssa.Value, s symbol) *types.Func {
	t := m.typeOf(recv, s)
	if !types.IsInterface(t) {
		if fn := methodOf(t, method); fn != nil {
			return fn
		}
	}
	if _, ok := m.Cat.Func(method); ok {
		return method
	}
	if fn := m.behind(t, method); fn != nil {
		return fn
	}
	return method
}

// typeOf returns the type behind an interface, as far as it is known.
func (m *machine) typeOf(recv ssa.Value, s symbol) types.Type {
	if d, ok := m.dynamic[s]; ok {
		return d
	}
	if s == (txSymbol{}) && m.site.typ != nil {
		return m.site.typ
	}
	if v, ok := s.(ssa.Value); ok {
		return concrete(v)
	}
	return concrete(recv)
}

// embedded returns the fields on the way from a value behind an interface to
// the embedded one whose method is called.
func (m *machine) embedded(method *types.Func, recv ssa.Value, s symbol) string {
	t := m.typeOf(recv, s)
	if types.IsInterface(t) {
		return ""
	}
	return m.promotedPath(t, method)
}

// promotedPath returns the fields on the way from a value of type t to the
// embedded one that a method is promoted from.
func (sc *Scope) promotedPath(t types.Type, method *types.Func) string {
	_, index, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name())
	path := ""
	for _, i := range index[:max(len(index)-1, 0)] {
		if same, _ := sc.holds(t, i); !same {
			path += "." + fieldName(t, i)
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		t = t.Underlying().(*types.Struct).Field(i).Type()
	}
	return path
}

func methodOf(t types.Type, method *types.Func) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name())
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	return fn.Origin()
}

// arg returns an operand as the catalogue counts them, nil when there is none.
func (op *operation) arg(i int) symbol {
	if i == catalog.Recv {
		return op.recv
	}
	if i < 0 || i >= len(op.args) {
		return nil
	}
	return op.args[i]
}

// at returns what a caller finds at a location.
func (op *operation) at(e *env, loc summary.Loc) symbol {
	s, path := op.arg(loc.Arg), loc.Path
	if s == nil || path == "" {
		return s
	}
	if part, ok := s.(*ssa.FieldAddr); ok { // of a struct that is embedded by value
		c := e.place(part)
		s, path = c.base, c.path+path
	}
	// The path may cross pointers: what is held at each step decides.
	return follow(e, s, path)
}

// follow walks a path of fields from a symbol.
func follow(e *env, s symbol, path string) symbol {
	if held, ok := e.cell(cell{s, path}); ok {
		return held
	}
	if key, rest, ok := summary.CutWrapped(path); ok {
		held := e.inContext(s, key, 0)
		if held == nil || rest == "" {
			return held
		}
		return follow(e, held, rest)
	}
	for i := 1; i < len(path); i++ {
		if path[i] != '.' {
			continue
		}
		if held, ok := e.cell(cell{s, path[:i]}); ok && held != s {
			return follow(e, held, path[i:])
		}
	}
	return e.load(cell{s, path}, types.Typ[types.Invalid])
}

// location turns a symbol into the place where callers of the site's root
// find it.
func location(root *ssa.Function, s symbol) (summary.Loc, bool) {
	path := ""
	for {
		switch x := s.(type) {
		case *ssa.Parameter:
			if x.Parent() != root || strings.Count(path, ".") > 3 {
				return summary.Loc{}, false
			}
			return summary.Loc{Arg: argOf(root, x), Path: path}, true
		case initial:
			path = x.cell.path + path
			s = x.cell.base
		default:
			return summary.Loc{}, false
		}
	}
}
