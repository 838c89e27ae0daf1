package region

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Where two ways meet, what is known is what both say.

// merge keeps what both say. Differing values become a symbol of their own at
// the node where they meet. It reports whether the result says less than old,
// and returns old where it doesn't.
func merge(node int, old, new *env) (*env, bool) {
	m := &meeting{node: node, old: old, new: new, met: map[int]fact{}}
	m.meetAliases()
	m.meetCells()
	m.meetFacts()
	args, dropped := commonArgs(old.args, new.args)
	if len(m.changes) == 0 && !dropped {
		return old, false
	}
	e := old.clone()
	e.args = args
	for _, change := range m.changes {
		change(e)
	}
	return e, true
}

// A meeting is one merge. It looks at what the two sides don't share.
type meeting struct {
	node     int
	old, new *env
	met      map[int]fact // what is known of symbols of the node, by number
	changes  []func(*env) // what makes the old side the result
}

func (m *meeting) change(c func(*env)) { m.changes = append(m.changes, c) }

func (m *meeting) meetAliases() {
	names := m.old.names
	for i, s := range m.old.alias.differing(&m.new.alias) {
		names.work++
		t, ok := m.new.alias.get(i)
		v := names.symbols[i].(ssa.Value)
		if !ok {
			t = names.number(m.new.of(v))
		}
		if s == t && !names.metAt(s, m.node, v) {
			continue
		}
		if r := m.join(joined{m.node, v}, s, t); r != s {
			m.change(func(e *env) { e.alias.set(i, r) })
		}
	}
}

// join returns the number of what is known of something that is s on one way and
// t on the other, where these are not the same: one of them, or j, the symbol of
// the node where they meet, of which holds what holds of both.
func (m *meeting) join(j joined, s, t int) int {
	names := m.old.names
	if both, ok := alike(names.symbols[s], names.symbols[t]); ok && s != t {
		return names.number(both)
	}
	i := s
	if !names.metAt(s, m.node, j.of) {
		i = names.number(j)
	}
	m.met[i] = unknown
	if f := m.old.factAt(s); f == m.new.factAt(t) {
		m.met[i] = f
	}
	return i
}

// alike joins a function that commits and one that rolls back, and what works
// on the transaction in different ways.
func alike(s, t symbol) (symbol, bool) {
	switch s.(type) {
	case closer:
		_, both := t.(closer)
		return closer{}, both
	case derived:
		_, both := t.(derived)
		return derived{}, both
	}
	return nil, false
}

func (m *meeting) meetCells() {
	for i, f := range m.old.cells.differing(&m.new.cells) {
		if g, ok := m.new.cells.get(i); !ok {
			m.meetFields(m.old.names.symbols[i], f.fields, nil)
		} else if f != g {
			m.meetFields(m.old.names.symbols[i], f.fields, g.fields)
		}
	}
	for i, g := range m.new.cells.differing(&m.old.cells) {
		if _, ok := m.old.cells.get(i); !ok {
			m.meetFields(m.new.names.symbols[i], nil, g.fields)
		}
	}
}

// meetFields merges what both sides know of one object, by its fields in order.
func (m *meeting) meetFields(base symbol, old, new fields) {
	names := m.old.names
	names.work += len(old) + len(new)
	for len(old)+len(new) > 0 {
		switch {
		case len(old) == 0 || len(new) > 0 && new[0].path < old[0].path:
			c := cell{base, new[0].path}
			if new[0].held != symbol(initial{c}) {
				m.change(func(e *env) { e.setCell(c, joined{m.node, c}) })
			}
			new = new[1:]
			continue
		case len(new) == 0 || old[0].path < new[0].path:
			c := cell{base, old[0].path}
			m.meetCell(c, old[0], names.number(initial{c}))
		default:
			if old[0].number != new[0].number || names.isJoined(old[0].number, m.node) {
				m.meetCell(cell{base, old[0].path}, old[0], new[0].number)
			}
			new = new[1:]
		}
		old = old[1:]
	}
}

// meetCell merges what one side knows of a cell with the number of what it holds
// on the other.
func (m *meeting) meetCell(c cell, x field, t int) {
	if x.number == t && !m.old.names.metAt(t, m.node, c) {
		return
	}
	if r := m.join(joined{m.node, c}, x.number, t); r != x.number {
		held := m.old.names.symbols[r]
		m.change(func(e *env) { e.setCell(c, held) })
	}
}

// meetFacts drops what one side does not know. What met at the node was decided
// above, but for what both sides share.
func (m *meeting) meetFacts() {
	m.old.names.work += len(m.old.names.joined[m.node])
	for i, f := range m.old.facts.differing(&m.new.facts) {
		m.old.names.work++
		s := m.old.names.symbols[i]
		if j, ok := s.(joined); ok && j.node == m.node {
			continue
		}
		if m.new.fact(s) != f {
			m.change(func(e *env) { e.facts.delete(i) })
		}
	}
	for _, i := range m.old.names.joined[m.node] {
		j := m.old.names.symbols[i].(joined)
		f, known := m.old.facts.get(i)
		now, met := m.met[i]
		if !met && known && m.standsAt(j) && m.new.fact(j) == f {
			now = f
		}
		switch {
		case now == f:
		case now == unknown:
			m.change(func(e *env) { e.facts.delete(i) })
		default:
			m.change(func(e *env) { e.facts.set(i, now) })
		}
	}
}

// standsAt reports whether what a joined symbol was made for stands for it.
func (m *meeting) standsAt(j joined) bool {
	var s symbol
	switch of := j.of.(type) {
	case ssa.Value:
		s, _ = m.old.aliasOf(of)
	case cell:
		s, _ = m.old.cell(of)
	}
	return s == symbol(j)
}

// commonArgs keeps the deferred calls that have the same operands on both sides,
// and reports whether that drops one.
func commonArgs(old, new map[*ssa.Defer][]symbol) (map[*ssa.Defer][]symbol, bool) {
	differs := func(d *ssa.Defer, ops []symbol) bool {
		other, ok := new[d]
		return !ok || !slices.Equal(ops, other)
	}
	for d, ops := range old {
		if differs(d, ops) {
			common := maps.Clone(old)
			maps.DeleteFunc(common, differs)
			return common, true
		}
	}
	return old, false
}
