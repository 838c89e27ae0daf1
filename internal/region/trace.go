package region

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// A trace is what a run keeps for those who ask why: the states in which each
// call and return was seen, and where the transaction ended or left the
// analysis' sight. It decides nothing.
type trace struct {
	moments map[ssa.Instruction]*Moment
	ends    map[ssa.Instruction]*End // by what ends it, seen from the root
}

// A Moment tells in which states the transaction can be at a call, a send, a
// receive or a return.
type Moment struct {
	Place
	Return  bool
	Lives   []summary.Life // before it, in order; of a return: after the deferred calls
	Before  []summary.Life // of a return: before the deferred calls
	Escaped bool           // on some path it has been handed on
}

// How a transaction ends, or where what becomes of it can't be seen.
type How string

// The ways to end.
const (
	Commits    How = "commit"
	RollsBack  How = "rollback"
	HandedOn   How = "handed on"          // to code that can't be seen, or that keeps it
	Stored     How = "stored"             // in a field, a map, a channel, a global
	ToRoutine  How = "given to goroutine" // which may use and end it
	ReturnedTo How = "returned"           // to the caller
)

// An End is a place where a transaction ends or is handed on.
type End struct {
	Place
	How      []How
	Deferred bool
}

func newTrace() *trace {
	return &trace{map[ssa.Instruction]*Moment{}, map[ssa.Instruction]*End{}}
}

// traced is step, with a trace of it where one is kept.
func (b *body) traced(instr ssa.Instruction, st state) []state {
	t := b.m.record.trace
	if t == nil {
		return b.step(instr, st)
	}
	t.see(instr, st)
	escaped := st.escaped
	states := b.step(instr, st)
	for _, s := range states {
		if s.escaped && !escaped && s.life == summary.Open && instr != ssa.Instruction(b.m.site.call) {
			t.end(b.frame.root(instr), howHanded(instr))
		}
	}
	return states
}

func (t *trace) see(instr ssa.Instruction, st state) {
	at := instr
	switch instr.(type) {
	case *ssa.Call, *ssa.Go, *ssa.Defer, *ssa.Return, *ssa.Send, *ssa.Select:
	case *ssa.RunDefers:
		at = instr.Block().Instrs[len(instr.Block().Instrs)-1]
	case *ssa.UnOp:
		if instr.(*ssa.UnOp).Op != token.ARROW {
			return
		}
	default:
		return
	}
	m := t.moments[at]
	if m == nil {
		m = &Moment{}
		t.moments[at] = m
	}
	lives := &m.Lives
	if at != instr {
		lives = &m.Before
	}
	if i, seen := slices.BinarySearch(*lives, st.life); !seen {
		*lives = slices.Insert(*lives, i, st.life)
	}
	m.Escaped = m.Escaped || st.escaped
}

// end notes an end, if a trace is kept.
func (t *trace) end(root ssa.Instruction, how How) {
	if t == nil {
		return
	}
	e := t.ends[root]
	if e == nil {
		e = &End{}
		t.ends[root] = e
	}
	if i, seen := slices.BinarySearch(e.How, how); !seen {
		e.How = slices.Insert(e.How, i, how)
	}
}

func howHanded(instr ssa.Instruction) How {
	switch instr.(type) {
	case *ssa.Go:
		return ToRoutine
	case *ssa.Store, *ssa.MapUpdate, *ssa.Send, *ssa.Select:
		return Stored
	}
	return HandedOn
}

// tell adds what was traced to what rules see.
func (t *trace) tell(m *machine, exits []exit, tx *Transaction) {
	if t == nil {
		return
	}
	for _, x := range exits {
		if x.life == summary.Open && x.carries {
			t.end(x.ret, ReturnedTo)
		}
	}
	for at, e := range t.ends {
		e.Place = m.placeOf(at)
		_, e.Deferred = at.(*ssa.Defer)
		if _, atExit := at.(*ssa.RunDefers); atExit || !e.Pos.IsValid() {
			continue
		}
		tx.Ends = append(tx.Ends, *e)
	}
	for at, mo := range t.moments {
		mo.Place = m.placeOf(at)
		_, mo.Return = at.(*ssa.Return)
		if mo.Pos.IsValid() {
			tx.Moments = append(tx.Moments, *mo)
		}
	}
	slices.SortFunc(tx.Ends, func(a, b End) int { return a.compare(b.Place) })
	slices.SortFunc(tx.Moments, func(a, b Moment) int { return a.compare(b.Place) })
}

// placeOf finds an instruction in the source.
func (m *machine) placeOf(at ssa.Instruction) Place {
	switch at := at.(type) {
	case *ssa.Return:
		if at.Pos().IsValid() || at.Parent().Syntax() == nil {
			return Place{Pos: at.Pos(), End: at.Pos() + token.Pos(len("return"))}
		}
		brace := at.Parent().Syntax().End() - 1
		return Place{Pos: brace, End: brace + 1}
	case ssa.CallInstruction:
		return m.callPlace(at)
	}
	if node := m.prog.Node(at); node != nil {
		return Place{Pos: node.Pos(), End: node.End()}
	}
	return Place{Pos: at.Pos(), End: at.Pos()}
}

// unfollowed tells of a transaction of which nothing is known, and why.
func (m *machine) unfollowed(why string) *Transaction {
	t := &Transaction{Origin: m.site.origin, Function: m.functionName(), Opener: m.opener(), Unknown: why, machine: m}
	if cb := m.site.run; cb != nil {
		t.Runner = cb.runner
	}
	return t
}

// unseen tells of a runner's call whose callback can't be seen.
func (a *Analysis) unseen(call ssa.CallInstruction, runner string) *Transaction {
	m := newMachine(a.Scope, a.prog, &site{origin: Callback, root: call.Parent(), run: &callback{runner: runner, call: call}})
	return m.unfollowed("what its callback is can't be seen here")
}
