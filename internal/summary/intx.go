package summary

import (
	"fmt"
	"maps"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// A set holds values that are told apart by an id.
type set[T interface{ id() string }] struct {
	has     map[string]T
	compare func(a, b T) int
}

func newSet[T interface{ id() string }](compare func(a, b T) int) set[T] {
	return set[T]{map[string]T{}, compare}
}

// add reports whether the value was new.
func (s *set[T]) add(x T) bool {
	id := x.id()
	if _, has := s.has[id]; has {
		return false
	}
	s.has[id] = x
	return true
}

// all lists the values in order.
func (s *set[T]) all() []T { return slices.SortedFunc(maps.Values(s.has), s.compare) }

// alike reports whether two calls differ in their port alone.
func (c PortCall) alike(other PortCall) bool {
	c.Port = other.Port
	return c == other
}

func (c PortCall) id() string {
	return fmt.Sprint(c.At, c.Port.Method, c.Port.Slot, c.Runner)
}

func (o Offer) id() string {
	return fmt.Sprint(o.At, o.Port.Method, o.Port.Slot, o.Callback)
}

// imported adds the calls that are made inside transactions in packages that
// this one imports, and the functions that are offered there. Each package tells
// those of its imports again: drivers differ in whether a package sees the facts
// of others than its direct imports.
func (p *Package) imported() {
	for _, imp := range p.pass.Pkg.Imports() {
		f := p.factOf(imp, nil)
		if f == nil {
			continue
		}
		calls, offers := f.InTx.decode()
		for _, c := range calls {
			p.inTx.add(c)
		}
		for _, o := range offers {
			p.offered.add(o)
		}
	}
}

// Bounds of what a package tells, with what its imports do.
const (
	maxCalls  = 800
	maxOffers = 200
	maxInside = 64 // ports of an offer
)

// InTx is what packages tell of calls inside transactions: names, and the ports
// of a place, are told once, and by number. Many places call the same.
type InTx struct {
	Names  []string
	Ports  [][]Port
	Calls  []inTxCall
	Offers []inTxOffer
}

// inTxCall are the calls at one place.
type inTxCall struct {
	Ports    int
	At       inTxFrame
	Function int
	Retried  bool
	Runner   int
}

type inTxOffer struct {
	Call     inTxCall // of one port
	Callback int
	Effects  []inTxEffect
	Ports    int // that it calls itself
}

type inTxEffect struct {
	Kind, Name, Why int
	Way             []inTxFrame
}

type inTxFrame struct{ Name, File, Line, Col int }

// An encoder numbers names and lists of ports.
type encoder struct {
	InTx
	numbers map[string]int
	lists   map[string]int
}

// encode takes both in their order: the calls at a place come together.
func encode(calls []PortCall, offers []Offer) InTx {
	e := &encoder{numbers: map[string]int{}, lists: map[string]int{}}
	calls = calls[:min(len(calls), maxCalls)]
	for len(calls) > 0 {
		n := 1
		for n < len(calls) && calls[n].alike(calls[0]) {
			n++
		}
		e.Calls = append(e.Calls, e.call(calls[:n]...))
		calls = calls[n:]
	}
	for _, o := range offers[:min(len(offers), maxOffers)] {
		enc := inTxOffer{e.call(PortCall{Port: o.Port, At: o.At, Function: o.Function}), o.Callback, nil, e.ports(o.Ports[:min(len(o.Ports), maxInside)])}
		for _, x := range o.Effects[:min(len(o.Effects), maxKinds)] {
			effect := inTxEffect{e.name(string(x.Kind)), e.name(x.Name), e.name(x.Why), nil}
			for _, f := range x.Way {
				effect.Way = append(effect.Way, e.frame(f))
			}
			enc.Effects = append(enc.Effects, effect)
		}
		e.Offers = append(e.Offers, enc)
	}
	return e.InTx
}

func (e *encoder) name(s string) int {
	i, ok := e.numbers[s]
	if !ok {
		i = len(e.Names)
		e.numbers[s] = i
		e.Names = append(e.Names, s)
	}
	return i
}

func (e *encoder) frame(f Frame) inTxFrame {
	return inTxFrame{e.name(f.Name), e.name(f.File), f.Line, f.Col}
}

// ports numbers a list of ports.
func (e *encoder) ports(list []Port) int {
	id := fmt.Sprint(list)
	i, ok := e.lists[id]
	if !ok {
		i = len(e.Ports)
		e.lists[id] = i
		e.Ports = append(e.Ports, list)
	}
	return i
}

// call encodes calls that are alike.
func (e *encoder) call(calls ...PortCall) inTxCall {
	var ports []Port
	for _, c := range calls {
		ports = append(ports, c.Port)
	}
	c := calls[0]
	return inTxCall{e.ports(ports), e.frame(c.At), e.name(c.Function), c.Retried, e.name(c.Runner)}
}

func (t InTx) decode() (calls []PortCall, offers []Offer) {
	for _, c := range t.Calls {
		calls = append(calls, t.calls(c)...)
	}
	for _, enc := range t.Offers {
		c := t.calls(enc.Call)[0]
		o := Offer{Port: c.Port, Callback: enc.Callback, At: c.At, Function: c.Function, Ports: t.Ports[enc.Ports]}
		for _, x := range enc.Effects {
			e := Effect{Kind: catalog.Kind(t.Names[x.Kind]), Name: t.Names[x.Name], Why: t.Names[x.Why]}
			for _, f := range x.Way {
				e.Way = append(e.Way, t.frame(f))
			}
			o.Effects = append(o.Effects, e)
		}
		offers = append(offers, o)
	}
	return calls, offers
}

func (t InTx) frame(f inTxFrame) Frame {
	return Frame{Name: t.Names[f.Name], File: t.Names[f.File], Line: f.Line, Col: f.Col}
}

func (t InTx) calls(c inTxCall) (calls []PortCall) {
	for _, x := range t.Ports[c.Ports] {
		calls = append(calls, PortCall{Port: x, At: t.frame(c.At), Function: t.Names[c.Function], Retried: c.Retried, Runner: t.Names[c.Runner]})
	}
	return calls
}

func (f Frame) String() string { return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Col) }
