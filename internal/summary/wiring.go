package summary

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A PortCall is a call through an interface, made inside a transaction, of
// which the package that makes it does not know what it does.
type PortCall struct {
	Port     Port
	At       Frame  // the call in the function that holds the region
	Function string // that function, for people
	Retried  bool   // the transaction may run more than once
}

func comparePortCalls(a, b PortCall) int {
	return cmp.Or(compareFrames(a.At, b.At), cmp.Compare(a.Port.Method, b.Port.Method), cmp.Compare(a.Port.Slot, b.Port.Slot))
}

// A Wiring is a place where a concrete type with an effect becomes the
// interface through which it is called inside a transaction.
type Wiring struct {
	Pos, End token.Pos
	Call     PortCall
	Effects  []Effect // as seen from the call
}

// A Flow says to which slots an interface value gets that a function takes or
// returns, or a variable holds. Index is that of slotOwner.
type Flow struct {
	Index int
	To    []Slot
}

// Made tells what stands behind an interface that a function returns.
type Made struct {
	Result  int
	Type    string
	Methods []Behaviour
	Told    []uint32 // calls inside transactions that were reported where it was made
}

// A Behaviour is what calling a method of a concrete type does.
type Behaviour struct {
	Method  string // its name
	Display string // its name for people
	Effects []Effect
	Ports   []Port
}

func (b *Behaviour) isZero() bool { return len(b.Effects) == 0 && len(b.Ports) == 0 }

// Wire meets the calls that are made inside transactions, in this package and
// in those it imports, with the places where concrete types become interfaces,
// and returns the pairs that have an effect, in the order of the source. One
// decorator around another makes the call of the inner one a call inside the
// transaction: so it goes on until nothing new is found.
func (p *Package) Wire(own []PortCall) []Wiring {
	p.calls = p.importedCalls()
	p.calls.add(own...)
	var found []Wiring
	told := map[wired]bool{}
	for todo := p.calls.all(); len(todo) > 0; {
		var next []PortCall
		calls := byMethod(todo)
		for _, s := range p.slots.sinks {
			p.meet(s, calls, func(c PortCall, b Behaviour) {
				if key := (wired{s.at.Pos(), c.key()}); len(b.Effects) > 0 && !told[key] {
					told[key] = true
					found = append(found, wiring(s, c, b))
				}
				for _, inner := range b.Ports {
					derived := c
					derived.Port = inner
					if p.calls.add(derived) {
						next = append(next, derived)
					}
				}
			})
		}
		todo = next
	}
	p.told = told
	slices.SortStableFunc(found, func(a, b Wiring) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), comparePortCalls(a.Call, b.Call))
	})
	return found
}

// wired is a place where types are wired, and a call.
type wired struct {
	pos  token.Pos
	call uint32
}

// key tells calls apart by where they stand.
func (c PortCall) key() uint32 { return hash(c.At.String()) }

func wiring(s sink, c PortCall, b Behaviour) Wiring {
	w := Wiring{Pos: s.at.Pos(), End: s.at.End(), Call: c}
	frame := c.At
	frame.Name = b.Display
	for _, e := range b.Effects {
		w.Effects = append(w.Effects, e.Through(frame))
	}
	return w
}

func byMethod(calls []PortCall) map[uint32][]PortCall {
	index := map[uint32][]PortCall{}
	for _, c := range calls {
		index[c.Port.Method] = append(index[c.Port.Method], c)
	}
	return index
}

// meet yields the calls that may have the value of a sink behind their
// interface, with what they do then.
func (p *Package) meet(s sink, calls map[uint32][]PortCall, yield func(PortCall, Behaviour)) {
	var behaviours []behaviour
	for i := range s.iface.NumMethods() {
		m := s.iface.Method(i).Origin()
		for _, c := range calls[hash(m.FullName())] {
			if !p.gets(s, c.Port.Slot) {
				continue
			}
			if behaviours == nil {
				behaviours = p.behaviours(s.source)
			}
			for _, b := range behaviours {
				if b.Method == m.Name() && !slices.Contains(b.told, c.key()) {
					yield(c, b.Behaviour)
				}
			}
		}
	}
}

// gets reports whether the value of a sink may get to a slot. Where it is not
// known where it goes, or where the call finds its value, it does.
func (p *Package) gets(s sink, slot Slot) bool {
	if slot == Anywhere || len(s.to) == 0 {
		return true
	}
	return slices.ContainsFunc(s.to, func(to Slot) bool {
		return to == Anywhere || p.leaves(to) || p.slots.reach(to)[slot]
	})
}

// leaves reports whether a slot is the result of a function for others: the
// package itself does nothing with it.
func (p *Package) leaves(s Slot) bool {
	owner, ok := p.slots.owned[s]
	return ok && owner.index < 0 && owner.obj.Exported() && len(p.slots.next[s]) == 0
}

// behaviour is a Behaviour, and the calls that were told of it elsewhere.
type behaviour struct {
	Behaviour
	told []uint32
}

// behaviours lists what the methods of a source do, those that do nothing left
// out.
func (p *Package) behaviours(s source) []behaviour {
	var list []behaviour
	if s.made != nil {
		if sum := p.Of(s.made); sum != nil {
			for _, m := range sum.Made {
				for _, b := range m.Methods {
					if m.Result == s.result {
						list = append(list, behaviour{b, m.Told})
					}
				}
			}
		}
		return list
	}
	set := types.NewMethodSet(s.typ)
	if _, ptr := s.typ.Underlying().(*types.Pointer); !ptr {
		set = types.NewMethodSet(types.NewPointer(s.typ))
	}
	for i := range set.Len() {
		if b := p.behaviour(s.typ, set.At(i)); !b.isZero() {
			list = append(list, behaviour{Behaviour: b})
		}
	}
	return list
}

func (p *Package) behaviour(t types.Type, sel *types.Selection) Behaviour {
	fn, ok := sel.Obj().(*types.Func)
	if !ok {
		return Behaviour{}
	}
	b := Behaviour{Method: fn.Name(), Display: p.Display(fn)}
	if ofInterface(fn) { // promoted from an embedded interface
		if at := sel.Index(); len(at) > 1 {
			b.Ports = []Port{{Method: hash(fn.Origin().FullName()), Slot: p.fieldSlot(t, at[:len(at)-1])}}
		}
		return b
	}
	fn = fn.Origin()
	for _, e := range p.effectsOf(fn) {
		if !e.Async {
			b.Effects = append(b.Effects, e)
		}
	}
	for _, x := range p.portsOf(fn) {
		if x.Arg == 0 {
			b.Ports = append(b.Ports, x)
		}
	}
	return b
}

// name renders the type of a source.
func (s source) name() string {
	if s.made != nil {
		return s.made.Name()
	}
	return types.TypeString(s.typ, func(pkg *types.Package) string { return pkg.Name() })
}

// compareFrames orders calls by place.
func compareFrames(x, y Frame) int {
	return cmp.Or(strings.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col), strings.Compare(x.Name, y.Name))
}
