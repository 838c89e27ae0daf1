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
	Runner   string // what runs a callback that makes the call, "" for a call in a region
}

func comparePortCalls(a, b PortCall) int {
	return cmp.Or(compareFrames(a.At, b.At), cmp.Compare(a.Runner, b.Runner), cmp.Compare(a.Port.Method, b.Port.Method), cmp.Compare(a.Port.Slot, b.Port.Slot))
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

	Runs     []Run // its callbacks that it runs inside a transaction
	Forwards []Forward
}

func (b *Behaviour) isZero() bool {
	return len(b.Effects) == 0 && len(b.Ports) == 0 && len(b.Runs) == 0 && len(b.Forwards) == 0
}

// Wire meets the calls that are made inside transactions, in this package and
// in those it imports, with the places where concrete types become interfaces,
// and returns the pairs that have an effect, in the order of the source. One
// decorator around another makes the call of the inner one a call inside the
// transaction, and a runner what is called in its callbacks: so it goes on until
// nothing new is found.
func (p *Package) Wire(own []PortCall) []Wiring {
	w := &wirer{Package: p, told: map[wired]bool{}}
	p.inTx, p.offered = newSet(comparePortCalls), newSet(compareOffers)
	p.imported()
	for _, c := range own {
		p.inTx.add(c)
	}
	for _, o := range p.offers() {
		p.offered.add(o)
	}
	w.calls, w.offers = p.inTx.all(), p.offered.all()
	for len(w.calls) > 0 || len(w.offers) > 0 {
		w.round()
	}
	p.told = w.told
	slices.SortStableFunc(w.found, func(a, b Wiring) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), comparePortCalls(a.Call, b.Call))
	})
	return w.found
}

// A wirer is one run of Wire.
type wirer struct {
	*Package
	calls  []PortCall // to be met
	offers []Offer
	found  []Wiring
	told   map[wired]bool
}

// round meets what is to be met with all sinks; what that makes is for the next.
func (w *wirer) round() {
	calls, offers := map[uint32][]PortCall{}, map[uint32][]Offer{}
	for _, c := range w.calls {
		calls[c.Port.Method] = append(calls[c.Port.Method], c)
	}
	for _, o := range w.offers {
		offers[o.Port.Method] = append(offers[o.Port.Method], o)
	}
	w.calls, w.offers = nil, nil
	for _, s := range w.slots.sinks {
		for i := range s.iface.NumMethods() {
			m := s.iface.Method(i)
			id := methodID(m)
			if len(calls[id]) == 0 && len(offers[id]) == 0 {
				continue
			}
			for _, b := range w.behaviours(s.source) {
				if b.Method == m.Name() {
					w.meet(s, b, calls[id], offers[id])
				}
			}
		}
	}
}

// meet wires a method of a sink's type to the calls that may run it.
func (w *wirer) meet(s sink, b behaviour, calls []PortCall, offers []Offer) {
	for _, c := range calls {
		if !w.gets(s, c.Port.Slot) || slices.Contains(b.told, c.key()) {
			continue
		}
		w.tell(s, c, b.Behaviour, b.Effects)
		w.insert(c, b.Ports)
	}
	for _, o := range offers {
		if !w.gets(s, o.Port.Slot) {
			continue
		}
		for _, f := range b.Forwards {
			if f.Param == o.Callback {
				w.offer(o, f)
			}
		}
		for _, r := range b.Runs {
			if r.Calls(o.Callback, "") {
				c := PortCall{Port: o.Port, At: o.At, Function: o.Function, Retried: r.Retried, Runner: b.Display}
				w.tell(s, c, b.Behaviour, o.Effects)
				w.insert(c, o.Ports)
			}
		}
	}
}

// tell files a wiring, once for a place and a call.
func (w *wirer) tell(s sink, c PortCall, b Behaviour, effects []Effect) {
	key := wired{s.at.Pos(), c.key()}
	if len(effects) == 0 || w.told[key] {
		return
	}
	w.told[key] = true
	found := Wiring{Pos: s.at.Pos(), End: s.at.End(), Call: c}
	frame := c.At
	frame.Name = b.Display
	for _, e := range effects {
		found.Effects = append(found.Effects, e.Through(frame))
	}
	w.found = append(w.found, found)
}

// insert adds calls through further interfaces that a call inside a transaction
// makes.
func (w *wirer) insert(c PortCall, ports []Port) {
	for _, p := range ports {
		c.Port = p
		if w.inTx.add(c) {
			w.calls = append(w.calls, c)
		}
	}
}

// offer adds what a decorator of a runner hands on.
func (w *wirer) offer(o Offer, f Forward) {
	o.Port, o.Callback = f.Port, f.Callback
	if w.offered.add(o) {
		w.offers = append(w.offers, o)
	}
}

// wired is a place where types are wired, and a call.
type wired struct {
	pos  token.Pos
	call uint32
}

// key tells calls apart by where they stand.
func (c PortCall) key() uint32 { return hash(c.At.String()) }

// gets reports whether the value of a sink may get to a slot. Where it is not
// known where it goes, or where the call finds its value, it does.
func (p *Package) gets(s sink, slot Slot) bool {
	if slot == Anywhere || len(s.to) == 0 || slot == p.placeSlot(s.at) {
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
			b.Ports = []Port{{Method: methodID(fn), Slot: p.fieldSlot(t, at[:len(at)-1])}}
		}
		return b
	}
	fn = fn.Origin()
	b.Effects = p.certain(fn)
	for _, x := range p.portsOf(fn) {
		if x.Arg == 0 {
			b.Ports = append(b.Ports, x)
		}
	}
	for _, r := range p.runsOf(fn) {
		b.Runs = append(b.Runs, Run{Callback: r.Callback, Field: r.Field, Retried: r.Retried})
	}
	b.Forwards = p.forwardsOf(fn)
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
