package region

import (
	"go/ast"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// A record is what a run of the machine saw.
type record struct {
	events     map[ssa.Instruction]*event
	contacts   map[*ssa.Call]contact                          // calls of the root while it is open
	calledFrom map[*ssa.Function]map[ssa.CallInstruction]bool // literals that were run, and where
	statements map[*ssa.Call]*spot                            // statements of the transaction
	errors     map[*ssa.Call]int                              // and the index of their error result
	uses       map[ssa.CallInstruction]*use
	commits    map[ssa.CallInstruction]*spot
	rollbacks  map[ssa.CallInstruction]bool
	turns      map[*turn]bool               // loop turns that lead to the next opening
	swallowed  map[*ssa.Call]bool           // statements that failed, and then a commit
	pools      map[ssa.Instruction]*poolUse // uses of the pool while it is open
	runs       []ran
	overlaps   map[*ssa.Call]*ssa.Call      // statements while the cursor of an earlier one may be open
	shared     map[ssa.CallInstruction]bool // starts of goroutines that use it while others do
	own        map[ssa.CallInstruction]bool // and of those that end it
	locks      map[ssa.CallInstruction]bool // mutexes taken that are held over a statement or an end
	unsafe     map[ssa.CallInstruction]Danger
	unchecked  bool   // the handle is used although the opener may have failed
	trace      *trace // nil unless someone asks why

	byDefault map[*ssa.Defer]bool        // whether a deferred call commits before any of the work is done
	onPanic   map[*ssa.Defer]bool        // those that do where it panics
	abandoned bool                       // a panic leaves it open
	shadowed  map[*ssa.Return]*ssa.Defer // returns of an error that the deferred call doesn't see, and commits
	piled     map[*ssa.Defer]bool        // deferred rollbacks of a turn of a loop that the next turn adds to
}

func newRecord() *record {
	return &record{
		events: map[ssa.Instruction]*event{}, statements: map[*ssa.Call]*spot{}, errors: map[*ssa.Call]int{},
		uses: map[ssa.CallInstruction]*use{}, commits: map[ssa.CallInstruction]*spot{},
		rollbacks: map[ssa.CallInstruction]bool{}, unsafe: map[ssa.CallInstruction]Danger{}, turns: map[*turn]bool{},
		pools: map[ssa.Instruction]*poolUse{}, swallowed: map[*ssa.Call]bool{},
		overlaps: map[*ssa.Call]*ssa.Call{}, shared: map[ssa.CallInstruction]bool{},
		own: map[ssa.CallInstruction]bool{}, locks: map[ssa.CallInstruction]bool{},
		contacts: map[*ssa.Call]contact{}, calledFrom: map[*ssa.Function]map[ssa.CallInstruction]bool{},
		byDefault: map[*ssa.Defer]bool{}, onPanic: map[*ssa.Defer]bool{}, piled: map[*ssa.Defer]bool{}, shadowed: map[*ssa.Return]*ssa.Defer{},
	}
}

// A spot says where in the root function something happens.
type spot struct {
	root ssa.Instruction
	does summary.Work // of a statement that is a function of the user's
}

// An event is an instruction that may have an effect, seen with the
// transaction open.
type event struct {
	node    ast.Node
	spot    spot
	literal bool             // what literals do that were made before the transaction counts
	rows    bool             // it is a statement of the transaction: what it would do elsewhere, it writes as rows
	asRows  []catalog.Kind   // the effects of the callee that are such statements
	closes  *summary.TxParam // what the callee does to the transaction, if it ends it
}

// A use is a call on the handle, with the states it was seen in.
type use struct {
	lives    map[summary.Life]bool
	escaped  bool
	kind     useKind
	deferred bool
	inside   ssa.CallInstruction // at the call of a literal: the use in it
}

func (u *use) seen(at ssa.CallInstruction, st state, kind useKind) {
	u.kind = kind
	u.lives[st.life] = true
	u.escaped = u.escaped || st.escaped
	if _, deferred := at.(*ssa.Defer); deferred {
		u.deferred = true
	}
}

// ended reports whether every use found the transaction ended.
func (u *use) ended() bool {
	for life := range u.lives {
		if !life.Ended() {
			return false
		}
	}
	return !u.escaped && !u.deferred && u.kind != rollbackUse
}

// ran says that the root calls a parameter, or a field of one, while the
// transaction is open.
type ran struct {
	param *ssa.Parameter
	field string // the field of the parameter that is called, "" for itself
	tx    *summary.Loc
	again bool // in a loop around the transaction
	kept  bool // what holds the transaction was there before it
}

// event notes an instruction that is reached with the transaction open. What
// a literal does that was made before counts at its call.
func (m *machine) event(f *frame, instr ssa.Instruction, st state) {
	if st.life != summary.Open {
		return
	}
	at, literal := m.where(f, instr)
	e := m.record.events[at]
	if e == nil {
		e = &event{node: m.prog.Node(at), spot: spot{root: f.root(instr)}}
		m.record.events[at] = e
	}
	e.literal = e.literal || literal
}

// statementAt notes that an instruction is a statement of the transaction, and
// so no effect: a message is published as a row of it.
func (r *record) statementAt(instr ssa.Instruction) {
	if e := r.events[instr]; e != nil {
		e.rows = true
	}
}

// where returns the instruction at which what instr does is told: the call of
// the literal it is in, where that was made before the transaction.
func (m *machine) where(f *frame, instr ssa.Instruction) (at ssa.Instruction, literal bool) {
	at = instr
	for x := f; x.outer != nil; x = x.outer {
		if _, deferred := x.call.(*ssa.Defer); !deferred && !m.inside(x.fn) {
			at, literal = x.call, true
		}
	}
	return at, literal
}

// inside reports whether a literal is written inside the region.
func (m *machine) inside(fn *ssa.Function) bool {
	return m.site.origin != Opened || fn.Pos() > m.site.pos
}

func (r *record) use(at ssa.CallInstruction) *use {
	u := r.uses[at]
	if u == nil {
		u = &use{lives: map[summary.Life]bool{}}
		r.uses[at] = u
	}
	return u
}

// ended notes a commit or rollback.
func (r *record) ended(at ssa.CallInstruction, root ssa.Instruction, commit bool) {
	if commit {
		r.commits[at] = &spot{root: root}
		r.trace.end(root, Commits)
	} else {
		r.rollbacks[at] = true
		r.trace.end(root, RollsBack)
	}
}

// swallow notes that a statement failed, and that the transaction commits all
// the same. Where the function returns an error, it is a deferred call that
// looks at another variable: shadowed, not swallowed.
func (r *record) swallow(m *machine, st *state) {
	if m.exiting != nil {
		if err := returnedError(m.exiting, st.env); err != nil && st.env.fact(err) == nonNil {
			return
		}
	}
	r.swallowed[st.failed.stmt] = true
}

// ran notes the call of a parameter.
func (r *record) ran(m *machine, x ran, f *frame, op operation, st state) {
	if st.life != summary.Open || m.site.origin == Argument || m.site.origin == Handed {
		return
	}
	for i := range op.args {
		if path, ok := m.pathTo(st.env, op.args[i], 0); ok {
			x.tx = &summary.Loc{Arg: i, Path: path}
			x.kept = isOlder(op.args[i])
			break
		}
	}
	switch {
	case m.site.origin == Callback:
		x.again = m.site.run.retried
	case f.outer == nil:
		b := body{m: m, frame: f}
		x.again = b.repeats(m.site.call.Block()) && b.repeats(op.instr.Block())
	}
	r.runs = append(r.runs, x)
}

// isOlder reports whether a value was there when its function began.
func isOlder(s symbol) bool {
	switch s.(type) {
	case *ssa.Parameter, *ssa.FreeVar, initial:
		return true
	}
	return false
}

// pathTo finds the transaction in a value: the fields on the way to it.
func (m *machine) pathTo(e *env, s symbol, depth int) (string, bool) {
	if s == (txSymbol{}) {
		return "", true
	}
	if depth > 2 {
		return "", false
	}
	best, found := "", false
	for _, f := range e.held(s) {
		if f.path == clobber || f.held == s {
			continue
		}
		if rest, ok := m.pathTo(e, f.held, depth+1); ok {
			if path := f.path + rest; !found || path < best {
				best, found = path, true
			}
		}
	}
	return best, found
}
