package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// Functions that ask a context for a transaction fall back to a pool where it
// carries none: that is what happens to who calls them, inside a transaction
// that travels in a context, with another context.

// asked is a context that is asked for a handle, and the key.
type asked struct {
	ctx ssa.Value
	key string
}

// askedAt returns what a call asks, see asksContext.
func (sc *Scope) askedAt(call ssa.CallInstruction) asked {
	common := call.Common()
	if common.IsInvoke() && isContext(common.Value.Type()) {
		return asked{common.Value, keyName(common.Args[0])}
	}
	i := slices.IndexFunc(common.Args, func(v ssa.Value) bool { return isContext(v.Type()) })
	if i < 0 {
		return asked{}
	}
	key := ""
	if s, _ := sc.summary(sc.staticCallee(call)); s != nil {
		key = s.Key
	}
	return asked{common.Args[i], key}
}

// carried returns the context that a handle was taken out of, and out of nothing
// else.
func (sc *Scope) carried(v ssa.Value) asked {
	for range maxOrigin {
		switch x := v.(type) {
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.Call:
			if !sc.asksContext(x) || sc.fallsBack(x) {
				return asked{}
			}
			return sc.askedAt(x)
		default:
			return asked{}
		}
	}
	return asked{}
}

// fallsBack reports whether a call that asks a context gives something else where
// that carries nothing.
func (sc *Scope) fallsBack(call *ssa.Call) bool {
	s, _ := sc.summary(sc.staticCallee(call))
	return s != nil && slices.ContainsFunc(s.Gives, func(g summary.Giving) bool { return g.Unless.Is })
}

// alternatives lists the values that a value may be by the way that control came.
func alternatives(v ssa.Value) []ssa.Value {
	phi, ok := v.(*ssa.Phi)
	if !ok || slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { _, again := e.(*ssa.Phi); return again }) {
		return []ssa.Value{v}
	}
	return phi.Edges
}

// givesUnless says of what a function gives that a context may carry it instead.
func (a *Analysis) givesUnless(fn *ssa.Function, gives []summary.Giving, looked []asked) []summary.Giving {
	unless := a.sameCarrier(fn, looked)
	if !unless.Is {
		return nil
	}
	for i := range gives {
		gives[i].Unless = unless
	}
	return gives
}

// unlessCarried says of the uses of a function that they happen unless the
// context that it asks carries a transaction. Where that is not known, nothing
// is told.
func unlessCarried(uses []*ownUse, unless summary.Carrier) []*ownUse {
	if !unless.Is {
		return nil
	}
	uses = slices.DeleteFunc(uses, func(u *ownUse) bool { return u.Unless.Is && u.Unless.Arg != unless.Arg })
	for _, u := range uses {
		u.Unless = unless
	}
	return uses
}

// sameCarrier returns the parameter that all that is asked is: none where it is
// no parameter, or there are several.
func (a *Analysis) sameCarrier(fn *ssa.Function, looked []asked) summary.Carrier {
	first, _ := a.carrier(fn, looked[0])
	for _, x := range looked[1:] {
		c, _ := a.carrier(fn, x)
		if c.Key != first.Key {
			first.Key = ""
		}
		if c.Is != first.Is || c.Arg != first.Arg {
			return summary.Carrier{}
		}
	}
	return first
}

// carrier returns the parameter that a context of a function is, or is made
// from: none where it comes from nowhere. It reports whether that is known.
func (sc *Scope) carrier(fn *ssa.Function, from asked) (summary.Carrier, bool) {
	ctx := from.ctx
	for range maxOrigin {
		switch x := ctx.(type) {
		case nil:
			return summary.Carrier{}, true
		case *ssa.Parameter:
			if x.Parent() != fn || !isContext(x.Type()) {
				return summary.Carrier{}, false
			}
			return summary.Carrier{Is: true, Arg: argOf(fn, x), Key: from.key}, true
		case *ssa.UnOp, *ssa.FreeVar:
			p := passedOnParam(x)
			if p == nil {
				return summary.Carrier{}, false
			}
			ctx = p
		case *ssa.Extract:
			ctx = x.Tuple
		case *ssa.Call:
			parent, ok := sc.madeFrom(x)
			if !ok {
				return summary.Carrier{}, false
			}
			ctx = parent
		default:
			return summary.Carrier{}, false
		}
	}
	return summary.Carrier{}, false
}

// carrierOf returns the context in a call that may carry what a callee uses: the
// one that the callee asks, or that the handle was asked from.
func (sc *Scope) carrierOf(c callee, o origin, unless summary.Carrier) (asked, bool) {
	if !unless.Is {
		return o.unless, true
	}
	if o.unless.ctx != nil || sc.staticCallee(c.call) != c.fn && !c.call.Common().IsInvoke() {
		return asked{}, false
	}
	ctx := argument(c.call, c.fn, unless.Arg)
	return asked{ctx, unless.Key}, ctx != nil
}
