package summary

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/directive"
)

// A Package holds the summaries of the functions of one package, and answers
// for those of the packages it imports.
type Package struct {
	pass  *analysis.Pass
	cat   *catalog.Catalog
	types *Types

	decls []*node // declarations in source order
	lits  []*node // literals in them
	nodes []*node // all of these, and dispatches
	funcs map[*types.Func]*node
	ops   map[ast.Node]*op

	declared  map[*types.Func]*Summary // by directive: interface methods, and functions
	foreign   map[*types.Func]*Summary // of other packages, as facts tell; nil where there is none
	facts     map[factKey]*Fact        // of other packages; nil where there is none
	reachable map[types.Object]bool    // types that other packages can get at, see hides
	impls     *implementations
	behind    map[*types.Func]*dispatch // by the method of an interface that is called

	dispatches []*dispatch // in the order of the source
	slots      slots
	inTx       set[PortCall] // calls through interfaces inside transactions, see Wire
	offered    set[Offer]
	told       map[wired]bool
	alike      map[*types.TypeName][]Alike

	asked     func(obj types.Object)         // see Watch
	handles   *bool                          // see seesHandles
	wrappers  map[*types.Named]catalog.Role  // see wraps
	methodsOf map[*types.Named][]*types.Func // see methods
}

// New walks the syntax of the package and composes the effects of its
// functions with those of what they call, to a fixed point.
func New(pass *analysis.Pass, cat *catalog.Catalog, shared *Types, directives []directive.Directive) *Package {
	p := &Package{
		pass: pass, cat: cat, types: shared,
		funcs: map[*types.Func]*node{}, ops: map[ast.Node]*op{}, declared: map[*types.Func]*Summary{}, foreign: map[*types.Func]*Summary{},
		facts: map[factKey]*Fact{}, behind: map[*types.Func]*dispatch{},
		slots: newSlots(), alike: map[*types.TypeName][]Alike{},
		wrappers: map[*types.Named]catalog.Role{}, methodsOf: map[*types.Named][]*types.Func{},
	}
	p.declare(directives)
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			p.decl(decl)
		}
	}
	p.impls = newImplementations(p)
	p.link()
	p.solve()
	return p
}

// decl walks one declaration.
func (p *Package) decl(decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if vs, ok := spec.(*ast.ValueSpec); ok {
				for i, v := range vs.Values {
					p.walkVar(vs.Names[i], v)
				}
			}
		}
	case *ast.FuncDecl:
		fn, ok := p.pass.TypesInfo.Defs[d.Name].(*types.Func)
		if !ok || d.Body == nil {
			return
		}
		n := p.walkDecl(d, fn)
		n.sum.NoReturn, n.sum.Recovers = p.noReturn(d), p.recovers(d)
		p.decls = append(p.decls, n)
		p.funcs[fn] = n
	}
}

// declare notes what directives say of functions and interface methods.
func (p *Package) declare(directives []directive.Directive) {
	for _, d := range directives {
		var id *ast.Ident
		switch doc := d.Doc.(type) {
		case *ast.FuncDecl:
			id = doc.Name
		case *ast.Field:
			id = doc.Names[0]
		}
		fn, ok := p.pass.TypesInfo.Defs[id].(*types.Func)
		if id == nil || !ok {
			continue
		}
		if d.Verb == "ignore" {
			continue
		}
		s := p.declared[fn]
		if s == nil {
			s = &Summary{}
			p.declared[fn] = s
		}
		switch d.Verb {
		case "pure":
			s.Pure = true
		case "effect":
			s.Effects, _ = add(s.Effects, Effect{Kind: catalog.Kind(d.Args[0]), Name: p.Display(fn)})
		case "never-in-tx":
			s.Never = d.Reason
		}
	}
}

// tellCalls puts into the summary what the function calls of its parameters.
func (n *node) tellCalls() {
	n.sum.Calls, n.sum.Fields = nil, nil
	for c := range n.calls {
		if c.field == "" {
			n.sum.Calls = append(n.sum.Calls, n.params[c.param])
		} else {
			n.sum.Fields = append(n.sum.Fields, Field{n.params[c.param], c.field})
		}
	}
	slices.Sort(n.sum.Calls)
	slices.SortFunc(n.sum.Fields, func(a, b Field) int { return cmp.Or(a.Param-b.Param, strings.Compare(a.Name, b.Name)) })
}

// each yields the effects of an operation as its function has them. literal
// says that the effect happens in the body of a literal of the same function,
// which runs here: one that runs in a goroutine is told where that is started.
func (p *Package) each(o *op, yield func(e Effect, literal bool)) {
	for _, e := range o.direct {
		e.Async = e.Async || o.async
		yield(e, false)
	}
	p.eachStreamed(o, func(s Stream, a streamed) {
		for _, k := range a.kinds {
			e := s.effect(k)
			e.Async = o.async
			yield(e, false)
		}
	})
	p.eachTarget(o, func(t target, pos token.Pos, async bool) { p.run(t, pos, async, yield) })
}

// eachTarget yields what an operation runs, and from where: what it calls, and
// the functions that it hands to those who call them.
func (p *Package) eachTarget(o *op, yield func(t target, pos token.Pos, async bool)) {
	for _, t := range o.callees {
		yield(t, o.pos, o.async)
	}
	for _, a := range o.args {
		calls, async := p.callsArg(o, a)
		if !calls {
			continue
		}
		region := p.runsArg(o, a)
		for _, t := range a.to {
			if region && (t.lit != nil || p.funcs[t.fn] != nil) {
				continue // what happens in it is reported in it
			}
			yield(t, a.pos, o.async || async)
		}
	}
}

func (p *Package) run(t target, pos token.Pos, async bool, yield func(Effect, bool)) {
	if t.lit != nil {
		for _, e := range t.lit.effects {
			e.Async = e.Async || async
			yield(e, !async)
		}
		return
	}
	if t.fn == nil {
		return
	}
	if never, ok := p.forbidden(t.fn); ok && t.iface {
		never.Async = async
		yield(never.Through(p.frame(p.Display(t.fn), pos)), false)
	}
	if p.unseen(t) {
		name := p.Display(t.fn)
		yield(Effect{Kind: Unknown, Name: name, Async: async, Way: []Frame{p.frame(name, pos)}}, false)
	}
	if d := p.behind[t.fn]; d != nil && t.iface {
		for _, e := range d.best {
			e.Async = e.Async || async
			yield(e.Through(p.frame(p.Display(e.of), pos)), false)
		}
		return
	}
	for _, fn := range p.callees(t) {
		for _, e := range p.effectsOf(fn) {
			e.Async = e.Async || async
			yield(e.Through(p.frame(p.Display(fn), pos)), false)
		}
	}
}

// callees resolves a method of an interface to the methods behind it.
func (p *Package) callees(t target) []*types.Func {
	if !t.iface || p.declaredFor(t.fn).overrides() {
		return []*types.Func{t.fn}
	}
	if _, ok := p.cat.Func(t.fn); ok || t.fn.Pkg() == nil || p.cat.Covers(t.fn.Pkg().Path()) == catalog.Opaque {
		return nil
	}
	return p.impls.of(t.fn)
}

// effectsOf lists the effects that a caller of fn has by calling it. Those of
// a function that is handed a transaction are reported in it, and not again.
func (p *Package) effectsOf(fn *types.Func) []Effect {
	effects := p.bodyEffects(fn)
	if never, ok := p.forbidden(fn); ok && !ofInterface(fn) {
		effects, _ = add(slices.Clone(effects), never)
	}
	return effects
}

// forbidden returns the effect of calling a function that must not be called
// inside a transaction.
func (p *Package) forbidden(fn *types.Func) (Effect, bool) {
	s := p.declared[fn.Origin()]
	if s == nil {
		s = p.Of(fn)
	}
	if s == nil || s.Never == "" {
		return Effect{}, false
	}
	return Effect{Kind: Forbidden, Name: p.Display(fn), Why: s.Never}, true
}

// bodyEffects lists the effects of what a function does, or is declared to do.
func (p *Package) bodyEffects(fn *types.Func) []Effect {
	if d := p.declaredFor(fn); d.overrides() {
		return d.Effects
	}
	if p.cat.Overrides(fn) {
		m, _ := p.cat.Func(fn)
		return modelEffect(m, p.Display(fn))
	}
	if p.Handed(fn) {
		return nil
	}
	// What is known of it counts: a generated client speaks HTTP underneath.
	if m, ok := p.cat.Func(fn); ok && happens(m) != "" {
		return modelEffect(m, fn.FullName())
	}
	if n := p.funcs[fn]; n != nil {
		return n.effects
	}
	if s := p.Of(fn); s != nil {
		return s.Effects
	}
	return nil
}

func modelEffect(m catalog.Func, name string) []Effect {
	if kind := happens(m); kind != "" {
		return []Effect{{Kind: kind, Name: name}}
	}
	return nil
}

// happens returns the kind of the effect that calling a function of the models
// has, or "". Taking a mutex is none: package region follows how long it is held.
func happens(m catalog.Func) catalog.Kind {
	if m.Effect == catalog.Lock {
		return ""
	}
	return m.Effect
}

// overrides reports whether a directive says what the effects are.
func (s *Summary) overrides() bool { return s != nil && (s.Pure || len(s.Effects) > 0) }

func (p *Package) declaredFor(fn *types.Func) *Summary {
	fn = fn.Origin()
	if d := p.declared[fn]; d != nil {
		return d
	}
	if s := p.Of(fn); s != nil && ofInterface(fn) {
		return s
	}
	return nil
}
