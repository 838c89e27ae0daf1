package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
)

// A staging tells where in its region something stands: what to do about an
// effect depends on that.
type staging struct {
	m     *machine
	reach *ir.Reach
	work  []ssa.Instruction // what runs statements, or may
	ends  []ssa.Instruction // where the transaction commits
}

func (m *machine) staging(exits []exit, reach *ir.Reach) staging {
	return staging{m, reach, m.workDone(), m.commitsAt(exits)}
}

// stage tells where an instruction of the root stands among the statements.
// Where these run by a context, nothing is known of them.
func (s staging) stage(at ssa.Instruction) Stage {
	_, deferred := at.(*ssa.Defer)
	if deferred || at.Parent() != s.m.site.root || s.m.site.loc.Arg == noArg && s.m.site.origin != Opened {
		return Between
	}
	before, after := false, false
	for _, w := range s.work {
		if w.Parent() == s.m.site.root {
			before = before || w == at || s.reach.To(w, at)
			after = after || w == at || s.reach.To(at, w)
		}
	}
	switch {
	case !after && s.failing(at):
		return OnFailure
	case !before && !after:
		return Alone
	case !before:
		return Begins
	case !after:
		return Ends
	}
	return Between
}

// failing reports whether no commit can follow, although the function has some.
func (s staging) failing(at ssa.Instruction) bool {
	return len(s.ends) > 0 && !slices.ContainsFunc(s.ends, func(end ssa.Instruction) bool {
		return end == at || s.reach.To(at, end)
	})
}
