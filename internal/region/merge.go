package region

import (
	"slices"
)

// Where two ways meet, what is known is what both say.

// merge keeps what both say. Differing values become a symbol of their own at
// the node where they meet. It reports whether the result says less than old.
func merge(node int, old, new *env) (*env, bool) {
	m := newEnv()
	changed := m.mergeAliases(node, old, new)
	if m.mergeCells(node, old, new) {
		changed = true
	}
	for d, t := range old.args {
		if u, ok := new.args[d]; ok && slices.Equal(t, u) {
			m.args[d] = t
		} else {
			changed = true
		}
	}
	for s, f := range old.facts {
		if j, ok := s.(joined); ok && j.node == node {
			if m.facts[s] != f { // what meets here was decided above
				changed = true
			}
		} else if new.fact(s) == f {
			m.facts[s] = f
		} else {
			changed = true
		}
	}
	return m, changed
}

func (m *env) mergeAliases(node int, old, new *env) (changed bool) {
	for v, s := range old.alias {
		t := new.of(v)
		m.alias[v] = m.join(joined{node, v}, s, t, old, new)
		changed = changed || m.alias[v] != s
	}
	return changed
}

// join returns what is known of something that is s on one way and t on the
// other: one of them, or j, the symbol of the node where they meet, of which
// holds what holds of both.
func (m *env) join(j, s, t symbol, old, new *env) symbol {
	if s == t && s != j {
		return s
	}
	if both, ok := alike(s, t); ok && s != t {
		return both
	}
	m.meet(j, old.fact(s), new.fact(t))
	return j
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

func (m *env) mergeCells(node int, old, new *env) (changed bool) {
	for c, s := range old.cells {
		t, ok := new.cells[c]
		if !ok {
			t = initial{c}
		}
		m.cells[c] = m.join(joined{node, c}, s, t, old, new)
		changed = changed || m.cells[c] != s
	}
	for c, t := range new.cells {
		if _, ok := old.cells[c]; !ok && t != symbol(initial{c}) {
			m.cells[c] = joined{node, c}
			changed = true
		}
	}
	return changed
}

// meet learns of a joined symbol what held on both sides.
func (e *env) meet(s symbol, a, b fact) {
	if a == b && a != unknown {
		e.facts[s] = a
	} else {
		delete(e.facts, s)
	}
}
