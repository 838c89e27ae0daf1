package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// held is the symbol of a mutex that a call has taken inside the transaction.
// It is known true while the mutex is held on every path; where paths meet of
// which one has released it, nothing is claimed.
type held struct {
	mutex cell
	at    ssa.CallInstruction
}

// lock notes that a call takes a mutex or releases one.
func (m *machine) lock(op operation, f catalog.Func, st *state) {
	call, now := op.instr.(*ssa.Call)
	switch {
	case f.Effect == catalog.Lock && now && st.life == summary.Open && op.recv != nil:
		st.env.learn(held{m.mutex(st.env, op.recv), call}, isTrue)
		m.locked = true
	case f.Unlocks && m.locked && op.recv != nil:
		mutex := m.mutex(st.env, op.recv)
		for i := range st.env.facts.all() {
			if h, ok := st.env.names.symbols[i].(held); ok && h.mutex == mutex {
				st.env.facts.delete(i)
			}
		}
	}
}

// mutex returns the place of a mutex, by which the call that takes it and the
// one that releases it find each other.
func (m *machine) mutex(e *env, s symbol) cell {
	if v, ok := s.(ssa.Value); ok {
		return e.place(v)
	}
	return cell{s, ""}
}

// underLock notes that the transaction works, or ends, while mutexes are held.
func (m *machine) underLock(st state) {
	if !m.locked || st.life != summary.Open {
		return
	}
	for i := range st.env.facts.all() {
		if h, ok := st.env.names.symbols[i].(held); ok {
			m.record.locks[h.at] = true
		}
	}
}

// locks lists the calls that take a mutex which is held over a statement of the
// transaction, or to its end: that of a callback comes after it has returned.
func (m *machine) locks(exits []exit) []Place {
	if m.site.closes() {
		for _, x := range exits {
			m.underLock(x.state)
		}
	}
	var list []Place
	for at := range m.record.locks {
		list = append(list, m.callPlace(at))
	}
	slices.SortFunc(list, func(a, b Place) int { return a.compare(b) })
	return list
}
