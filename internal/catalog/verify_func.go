package catalog

import (
	"fmt"
	"go/types"
	"slices"
)

// problems lists what m says and what can't be true of fn, by its signature.
func (c *Catalog) problems(m *funcModel, fn *types.Func) []string {
	p := checker{c, fn.Signature(), nil}
	f := c.resolve(m, fn)
	if o := f.Opens; o != nil {
		p.opened(o)
		p.optionalResult("err", o.Err, isError)
		p.from(m.opens, o.From)
		if o.Ctx >= 0 {
			p.param("ctx", o.Ctx, isContext)
		}
		if o.Write >= 0 {
			p.param("write", o.Write, isBool)
		}
	}
	if e := f.Ends; e != nil {
		p.param("tx", e.Tx, c.isHandle)
		p.optionalResult("err", e.Err, isError)
		if e.ByError >= 0 {
			p.param("byerror", e.ByError, pointsToError)
		}
	}
	if r := f.Runs; r != nil {
		for _, i := range append(r.Also, r.Callback) {
			p.param("callback", i, isFunc)
		}
		p.from(m.runs, r.From)
		p.callbackTx(r)
	}
	if s := f.Stmt; s != nil {
		p.param("on", s.On, func(t types.Type) bool { return isObject(t) || isContext(t) })
		if s.SQL >= 0 {
			p.param("sql", s.SQL, isString)
		}
		p.optionalResult("err", s.Err, isError)
	}
	if d := f.Derive; d != nil {
		p.param("from", d.From, func(t types.Type) bool { return isObject(t) || isContext(t) })
		p.result("result", d.Result, isObject)
	}
	if f.Connects != nil {
		p.connection(f.Connects)
	}
	if k := f.Cursor; k != nil {
		p.cursor(k)
	}
	p.values(m, f)
	return p.found
}

// cursor checks what ends a cursor: moving one on tells by a bool.
func (p *checker) cursor(k *Cursor) {
	p.param("on", k.On, isObject)
	if k.Moves {
		p.result("moves", 0, func(t types.Type) bool { return types.Identical(t, types.Typ[types.Bool]) })
	}
}

// values checks what is said of functions, readers and writers.
func (p *checker) values(m *funcModel, f Func) {
	for _, i := range slices.Concat(f.Calls, f.AfterCommit) {
		p.param("args", i, isFunc)
	}
	for _, i := range f.Through {
		p.param("args", i, isObject)
	}
	if m.calls != nil && len(f.Calls) == 0 {
		p.failf("it has no function to call")
	}
	if m.through != nil && len(f.Through) == 0 {
		p.failf("it has nothing to read or write through")
	}
	if f.Goroutine && find(p.sig.Params(), isFunc) < 0 {
		p.failf("it has no function to run in a goroutine")
	}
	if f.Unlocks && p.sig.Recv() == nil {
		p.failf("it is no method of a mutex")
	}
	if f.Yields != "" {
		p.result("yields", 0, func(types.Type) bool { return true })
	}
}

// checker collects what is wrong with the indices of one function.
type checker struct {
	catalog *Catalog
	sig     *types.Signature
	found   []string
}

func (p *checker) failf(format string, args ...any) {
	p.found = append(p.found, fmt.Sprintf(format, args...))
}

// param checks an argument; a variadic parameter counts by its elements.
func (p *checker) param(what string, i int, want func(types.Type) bool) {
	params := p.sig.Params()
	switch {
	case i == Recv && p.sig.Recv() == nil:
		p.failf("%s: it has no receiver", what)
	case i == Recv:
		p.wantType(what, p.sig.Recv().Type(), want)
	case i >= params.Len():
		p.failf("%s: it has no parameter %d", what, i)
	case p.sig.Variadic() && i == params.Len()-1:
		p.wantType(what, elem(params.At(i).Type()), want)
	default:
		p.wantType(what, params.At(i).Type(), want)
	}
}

func (p *checker) optionalResult(what string, i int, want func(types.Type) bool) {
	if i >= 0 {
		p.result(what, i, want)
	}
}

func (p *checker) result(what string, i int, want func(types.Type) bool) {
	if i < 0 || i >= p.sig.Results().Len() {
		p.failf("%s: it has no result %d", what, i)
		return
	}
	p.wantType(what, p.sig.Results().At(i).Type(), want)
}

func (p *checker) wantType(what string, t types.Type, want func(types.Type) bool) {
	if !want(t) {
		p.failf("%s: it can't be of type %s", what, t)
	}
}

// from checks what a transaction is opened on. A file can say of a function
// that this is none of its arguments.
func (p *checker) from(o *options, i int) {
	if i != Recv || p.sig.Recv() != nil || o.from == nil {
		p.param("from", i, p.catalog.canOpen)
	}
}

// opened checks what an opener returns, or makes of its receiver.
func (p *checker) opened(o *Open) {
	switch {
	case o.Tx == Recv:
		p.param("tx", Recv, p.catalog.isTx)
	case o.Finisher:
		p.result("tx", o.Tx, isFinisher)
	default:
		p.result("tx", o.Tx, p.catalog.isTx)
	}
}

// callbackTx checks the transaction among the parameters of a callback.
func (p *checker) callbackTx(r *Run) {
	f := signature{p.sig, p.catalog}.function(r.Callback)
	if r.Tx < 0 || f == nil {
		return
	}
	if r.Tx >= f.Params().Len() {
		p.failf("tx: the callback has no parameter %d", r.Tx)
		return
	}
	p.wantType("tx", f.Params().At(r.Tx).Type(), func(t types.Type) bool { return p.catalog.isTx(t) || isContext(t) })
}

func (c *Catalog) isTx(t types.Type) bool {
	r := c.Role(t)
	return r == Tx || r == Either
}

// canOpen tells whether a transaction can be opened on a value of type t: on a
// handle, or on what an interface hides.
func (c *Catalog) canOpen(t types.Type) bool { return c.isHandle(t) || types.IsInterface(t) }

// isFinisher tells whether t is a func(*error).
func isFinisher(t types.Type) bool {
	f, ok := t.Underlying().(*types.Signature)
	if !ok || f.Params().Len() != 1 {
		return false
	}
	return pointsToError(f.Params().At(0).Type())
}

func pointsToError(t types.Type) bool {
	p, ok := t.(*types.Pointer)
	return ok && isError(p.Elem())
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func (c *Catalog) isHandle(t types.Type) bool { return c.Role(t) != NoRole }

// isObject tells whether values of t can carry something: a declared type or
// an interface, but not a basic value, a function or a context.
func isObject(t types.Type) bool {
	if isContext(t) || isFunc(t) {
		return false
	}
	if _, basic := t.Underlying().(*types.Basic); basic {
		return false
	}
	return typeName(t) != nil || types.IsInterface(t)
}
