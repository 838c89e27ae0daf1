package summary

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// An Operation is a call, a send, a receive, a select or a range, with what
// there is to know of it.
type Operation struct {
	Pos, End token.Pos
	Async    bool // in a goroutine of its own
	Effects  []Effect
	Reasons  []string // of a call: why each function that it may run has these effects, or none
}

// Operations lists what the functions of the package do, in source order. It is
// for those who ask why.
func (p *Package) Operations() []Operation {
	var all []Operation
	for _, o := range p.ops {
		x := Operation{Pos: o.pos, End: o.end, Async: o.async}
		p.each(o, func(e Effect, _ bool) { x.Effects, _ = add(x.Effects, e) })
		x.Effects = known(x.Effects)
		for _, t := range o.callees {
			x.Reasons = append(x.Reasons, p.reason(t))
		}
		if len(o.callees) == 0 && len(o.direct) == 0 {
			x.Reasons = []string{"it calls a function value that is not followed: what that is can't be told here"}
		}
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b Operation) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(b.End, a.End)) })
	return all
}

// reason tells why running a target has the effects that it has.
func (p *Package) reason(t target) string {
	switch {
	case t.lit != nil:
		return "a function literal, which is read in place"
	case t.field != "":
		return fmt.Sprintf("%s.%s is the field of a parameter: what it is, callers know", t.param.Name(), t.field)
	case t.param != nil:
		return fmt.Sprintf("%s is a parameter: what it is, callers know", t.param.Name())
	}
	name := p.Display(t.fn)
	if d := p.declaredFor(t.fn); d.overrides() {
		if d.Pure {
			return name + " has no effect: it carries //txlint:pure"
		}
		return name + " has the effect that its //txlint:effect says"
	}
	if m, known := p.cat.Func(t.fn); known {
		return name + p.modelReason(t, m)
	}
	pkg := t.fn.Pkg()
	if pkg == nil || p.cat.Covers(pkg.Path()) == catalog.Opaque {
		return name + " has no effect: the models cover its package and don't name it"
	}
	if t.iface {
		return p.interfaceReason(t, name)
	}
	if p.Handed(t.fn) {
		return name + " is handed a transaction: what happens in it is reported there"
	}
	return name + p.bodyReason(len(p.effectsOf(t.fn)) > 0)
}

func (p *Package) modelReason(t target, m catalog.Func) string {
	who := "the models say so"
	if p.cat.Overrides(t.fn) {
		who = "the configuration says so"
	}
	switch safe := p.cat.Safe(t.fn); {
	case safe != "":
		return fmt.Sprintf(" has no effect: %s (%s)", who, safe)
	case m.Effect != "" || m.Through != nil:
		return " has its effect because " + who
	case m.Stmt != nil, m.Opens != nil, m.Ends != nil, m.Runs != nil:
		return " is the database's own work: " + who
	}
	return " has no effect: " + who
}

func (p *Package) interfaceReason(t target, name string) string {
	impls := p.Implementations(t.fn)
	if len(impls) == 0 {
		return name + " is called through an interface, and no type that implements it can be seen from this package"
	}
	text := name + " is called through an interface, which these implement here:"
	for i, fn := range impls {
		if i > 0 {
			text += ","
		}
		text += " " + p.Display(fn)
		if len(p.effectsOf(fn)) == 0 {
			text += " (no effect)"
		}
	}
	return text
}

func (p *Package) bodyReason(effects bool) string {
	if effects {
		return " has the effects of its body"
	}
	return " has no effect: nothing that its body calls has one"
}
