package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/txlint/txlint/internal/catalog"
)

// What others ask of a package that was walked.

// Of returns the summary of a function, nil where there is none.
func (p *Package) Of(fn *types.Func) *Summary {
	fn = fn.Origin()
	if n := p.funcs[fn]; n != nil {
		if p.asked != nil {
			p.asked(fn)
		}
		return n.sum
	}
	if d := p.declared[fn]; d != nil {
		return d
	}
	if fn.Pkg() == nil || fn.Pkg() == p.pass.Pkg || p.cat.Covers(fn.Pkg().Path()) == catalog.Opaque {
		return nil
	}
	s, known := p.foreign[fn]
	if !known {
		s = p.toldBy(fn)
		p.foreign[fn] = s
	}
	return s
}

// Watch makes Of tell which functions of the package it is asked about, and Role
// which types.
func (p *Package) Watch(asked func(obj types.Object)) { p.asked = asked }

// Known reports whether the body of fn was analysed: a function that is known
// and has no summary does nothing that matters.
func (p *Package) Known(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || ofInterface(fn) {
		return false
	}
	return p.cat.Covers(fn.Pkg().Path()) != catalog.Opaque
}

// Local lists the declared functions of the package in source order.
func (p *Package) Local() []*types.Func {
	var fns []*types.Func
	for _, n := range p.decls {
		fns = append(fns, n.fn)
	}
	return fns
}

// Frame is a call of fn at a position of the package.
func (p *Package) Frame(fn *types.Func, pos token.Pos) Frame { return p.frame(p.Display(fn), pos) }

// Display names a function for people: short where the package is the one
// being analysed, in full for a library that the models cover.
func (p *Package) Display(fn *types.Func) string {
	if fn.Pkg() != nil && p.cat.Skips(fn.Pkg().Path()) {
		return fn.FullName()
	}
	qualify := func(pkg *types.Package) string {
		if pkg == p.pass.Pkg {
			return ""
		}
		return pkg.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		if q := qualify(fn.Pkg()); q != "" {
			return q + "." + fn.Name()
		}
		return fn.Name()
	}
	t := recv.Type()
	if _, ok := t.(*types.Pointer); ok {
		return "(" + typeName(t, qualify) + ")." + fn.Name()
	}
	return typeName(t, qualify) + "." + fn.Name()
}

func typeName(t types.Type, qualify types.Qualifier) string {
	if ptr, ok := t.(*types.Pointer); ok {
		return "*" + typeName(ptr.Elem(), qualify)
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		name := named.Obj().Name()
		if pkg := named.Obj().Pkg(); pkg != nil {
			if q := qualify(pkg); q != "" {
				name = q + "." + name
			}
		}
		return name
	}
	return types.TypeString(t, qualify)
}

// EffectsAt lists the effects of the operation at a node: a call, a send, a
// receive, a select or a range. Those that happen in a literal of the same
// function are left out: they are told inside the literal.
func (p *Package) EffectsAt(at ast.Node) []Effect {
	o := p.ops[at]
	if o == nil {
		return nil
	}
	var effects []Effect
	p.each(o, func(e Effect, literal bool) {
		if !literal {
			effects, _ = add(effects, e)
		}
	})
	return effects
}

// LiteralEffectsAt is EffectsAt for what happens in literals that the
// operation runs.
func (p *Package) LiteralEffectsAt(at ast.Node) []Effect {
	o := p.ops[at]
	if o == nil {
		return nil
	}
	var effects []Effect
	p.each(o, func(e Effect, literal bool) {
		if literal {
			effects, _ = add(effects, e)
		}
	})
	return effects
}
