package summary

import (
	"fmt"
	"slices"
)

// callSet is a set of calls through interfaces.
type callSet struct {
	has  map[PortCall]bool
	list []PortCall
}

// add files calls and reports whether one of them was new.
func (s *callSet) add(calls ...PortCall) bool {
	if s.has == nil {
		s.has = map[PortCall]bool{}
	}
	added := false
	for _, c := range calls {
		c.Port.Arg = 0 // its slot says where it is, to other functions too
		if !s.has[c] {
			s.has[c] = true
			s.list = append(s.list, c)
			added = true
		}
	}
	return added
}

func (s *callSet) empty() bool { return len(s.list) == 0 }

// all lists the calls, sorted by place.
func (s *callSet) all() []PortCall { return slices.SortedFunc(slices.Values(s.list), comparePortCalls) }

// importedCalls lists the calls that are made inside transactions in packages
// that this one imports. Each package tells those of its imports again: drivers
// differ in whether a package sees the facts of others than its direct imports.
func (p *Package) importedCalls() callSet {
	var set callSet
	for _, imp := range p.pass.Pkg.Imports() {
		var f Fact
		if p.pass.ImportPackageFact(imp, &f) {
			set.add(f.InTx.decode()...)
		}
	}
	return set
}

// maxCalls bounds the calls that a package tells, with those of its imports.
const maxCalls = 800

// portCalls is a list of calls as a fact has it: names are told once.
type portCalls struct {
	Names []string
	Calls []portCall
}

// portCall is a PortCall with names by number.
type portCall struct {
	Method         uint32
	Slot           Slot
	File, Function int
	Name           int
	Line, Col      int
	Retried        bool
}

func (s *callSet) encode() portCalls {
	var enc portCalls
	numbers := map[string]int{}
	number := func(name string) int {
		i, ok := numbers[name]
		if !ok {
			i = len(enc.Names)
			numbers[name] = i
			enc.Names = append(enc.Names, name)
		}
		return i
	}
	all := s.all()
	for _, c := range all[:min(len(all), maxCalls)] {
		enc.Calls = append(enc.Calls, portCall{
			c.Port.Method, c.Port.Slot, number(c.At.File), number(c.Function), number(c.At.Name), c.At.Line, c.At.Col, c.Retried,
		})
	}
	return enc
}

func (enc portCalls) decode() []PortCall {
	var list []PortCall
	for _, c := range enc.Calls {
		list = append(list, PortCall{
			Port:     Port{Method: c.Method, Slot: c.Slot},
			At:       Frame{Name: enc.Names[c.Name], File: enc.Names[c.File], Line: c.Line, Col: c.Col},
			Function: enc.Names[c.Function], Retried: c.Retried,
		})
	}
	return list
}

func (f Frame) String() string { return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Col) }
