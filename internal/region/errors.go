package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Errors that nobody looks at: of openers, statements and commits.

// unchecked reports whether the transaction is used although the opener may
// have failed.
func (m *machine) unchecked() bool {
	if m.record.unchecked {
		return true
	}
	if m.site.field != "" || m.site.state != nil || len(m.record.uses) == 0 {
		return false
	}
	if m.site.err == nil {
		return m.site.opensWithError()
	}
	index := 0
	if x, ok := m.site.err.(*ssa.Extract); ok {
		index = x.Index
	}
	use := m.prog.ErrorUse(m.site.call, index)
	return use == ir.Blank || use == ir.Dead
}

// opensWithError reports whether the opener says by an error that it failed.
func (s *site) opensWithError() bool {
	results := s.call.Call.Signature().Results()
	return results.Len() > 1 && isError(results.At(results.Len()-1).Type())
}

// swallowed lists the statements whose error is dropped or ignored on the way
// to a commit.
func (m *machine) swallowed(exits []exit, reach *ir.Reach) []Place {
	bad := map[*ssa.Call]bool{}
	for call := range m.record.swallowed {
		bad[call] = true
	}
	if m.site.closes() {
		for _, x := range exits {
			if x.failed != nil && x.life == summary.Open && (m.succeeds(x) || m.outruns(x)) {
				bad[x.failed.stmt] = true
			}
		}
	}
	for call, index := range m.record.errors {
		use := m.prog.ErrorUse(call, index)
		if (use == ir.Alone || use == ir.Dead) && m.commitFollows(call, exits, reach) || use == ir.Used && m.lost(call, index) {
			bad[call] = true
		}
	}
	var list []Place
	for call := range bad {
		list = append(list, m.callPlace(call))
	}
	slices.SortFunc(list, func(a, b Place) int { return a.compare(b) })
	return list
}

// lost reports whether a path leads from a statement to a commit on which its
// error is assigned away before anybody looks at it.
func (m *machine) lost(call *ssa.Call, index int) bool {
	err := ir.ResultOf(call, index)
	if err == nil || call.Parent() != m.site.root {
		return false
	}
	ended := func(instr ssa.Instruction) bool {
		at, ok := instr.(ssa.CallInstruction)
		return ok && m.record.rollbacks[at] || instr == ssa.Instruction(m.site.call)
	}
	return ir.Lost(err, ended, func(instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Call:
			return m.record.commits[instr] != nil
		case *ssa.Return:
			n := len(instr.Results)
			return m.site.closes() && n > 0 && isError(instr.Results[n-1].Type()) && intrinsic(newEnv(newNames()).of(instr.Results[n-1])) == isNil
		}
		return false
	})
}

// succeeds reports whether an exit of a callback makes the runner commit.
func (m *machine) succeeds(x exit) bool {
	i := len(x.results) - 1
	if i < 0 || !isError(x.ret.Results[i].Type()) {
		return true
	}
	return x.err == isNil
}

// outruns reports whether an exit of a callback returns the error of a later
// statement, which can be nil and says nothing of the one that has failed. What
// other calls return may be made from that.
func (m *machine) outruns(x exit) bool {
	i := len(x.results) - 1
	stmt := m.stmts[x.results[i]]
	return stmt != nil && stmt != x.failed.stmt && x.err != nonNil
}

// maySucceed reports whether an exit of a callback can make the runner commit:
// the error that it returns is made there and not known to be one.
func (m *machine) maySucceed(x exit) bool {
	if m.succeeds(x) {
		return true
	}
	err := x.results[len(x.results)-1]
	_, fromOutside := err.(initial)
	return !fromOutside && x.err != nonNil
}

// leads reports whether control can get from a statement to an exit.
func (m *machine) leads(call *ssa.Call, x exit, reach *ir.Reach) bool {
	s := m.record.statements[call]
	return s == nil || s.root.Parent() != x.ret.Parent() || reach.To(s.root, x.ret)
}

// commitFollows reports whether a commit can come after a statement.
func (m *machine) commitFollows(call *ssa.Call, exits []exit, reach *ir.Reach) bool {
	if m.site.closes() {
		return slices.ContainsFunc(exits, func(x exit) bool { return m.maySucceed(x) && m.leads(call, x, reach) })
	}
	s := m.record.statements[call]
	if s == nil {
		s = &spot{root: call}
	}
	for _, c := range m.record.commits {
		if _, deferred := c.root.(*ssa.Defer); deferred || c.root == s.root {
			return true
		}
		if c.root.Parent() == s.root.Parent() && reach.To(s.root, c.root) {
			return true
		}
	}
	return false
}

// uncheckedCommits lists the commits whose error nobody looks at.
func (m *machine) uncheckedCommits() []Place {
	var list []Place
	for at := range m.record.commits {
		call, ok := at.(*ssa.Call)
		if !ok {
			continue
		}
		if use := m.errorUse(call); use == ir.Alone || use == ir.Dead {
			list = append(list, m.callPlace(call))
		}
	}
	slices.SortFunc(list, func(a, b Place) int { return a.compare(b) })
	return list
}
