// Package region tells where transactions are open: it follows one transaction
// at a time through the SSA of a function, path-sensitively by property
// simulation (package flow), and records what can happen while it is open, how
// it ends, and on which exits it does not.
//
// May and must. "Open at a point" is a may claim: some feasible path reaches
// the point with the transaction open. "Ended" is a must claim. What is handed
// to unknown code may end there, so it is never a leak; it stays open for
// effects. What can't be decided is never a finding.
package region

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// Origin says where a followed transaction comes from.
type Origin int

// The origins of transactions.
const (
	Opened    Origin = iota // the function opens it
	Handed                  // a parameter that can be nothing else
	Callback                // the function is the callback of a runner
	Argument                // a value that may be a transaction: followed for the summary only
	Savepoint               // opened on a transaction
)

// A site is one transaction to follow through one function.
type site struct {
	origin Origin
	root   *ssa.Function

	call     *ssa.Call        // Opened: the opener
	opens    *summary.Opening // Opened: what it returns
	loc      summary.Loc      // Handed, Argument, Callback: where it is found; Arg noArg: nowhere
	run      *callback        // Callback: the runner
	typ      types.Type       // type of the handle, nil when unknown
	pos      token.Pos        // of the opener, or of the function
	ctx      ssa.Value        // Opened: the context that bounds it, or nil
	lasts    Lifetime         // Opened
	err      ssa.Value        // Opened: its error result, or nil
	pool     origin           // what it is opened on
	state    ssa.Value        // Opened: the value that becomes the transaction, where no result does
	noEnd    bool             // Opened: nothing needs to end it
	deferred bool             // Opened: a SQLite transaction that takes no lock at first
	field    string           // Opened: the field of the handle that carries the error

	supposes string // Opened: the method that opens it, if what stands behind it does

	// savepoint is set where it is opened on a transaction, and followed for
	// what its rollback does to that.
	savepoint bool
	raw       bool // Opened: by a statement on a connection, which is the handle
}

// A siteID tells a site from others of its function in every round.
type siteID struct {
	origin Origin
	root   *ssa.Function
	call   *ssa.Call
	loc    summary.Loc
}

// noArg says that a transaction is in no argument: it travels in the context.
const noArg = -3

// A callback is a function that a runner calls inside a transaction.
type callback struct {
	runner  string
	call    ssa.CallInstruction // of the runner
	pool    origin
	tx      summary.Loc // parameter that holds the transaction, Arg noArg for none
	retried bool
	managed bool // a callback that ends the transaction panics or fails
	kept    bool // see summary.Run
	lasts   Lifetime
}

// closes reports whether returning nil commits the transaction.
func (s *site) closes() bool { return s.origin == Callback }

// key is the property under which states are kept apart.
type key struct {
	life    summary.Life
	escaped bool     // handed to unknown code, or stored
	defers  int      // the deferred calls, see machine.deferList
	failed  *failure // a statement whose error is known to be non-nil
	told    symbol   // the error that was told from a failure last, see state.tell
	turn    *turn    // the loop turn that went on with the transaction open
	cursors cursors  // what earlier statements may have left open

	started ssa.CallInstruction // what started a goroutine that uses the transaction, not waited for since
}

// A failure is a statement of the transaction that is known to have failed.
type failure struct {
	stmt *ssa.Call
	err  symbol
	at   *ssa.BasicBlock // where that became known
}

// A turn is an edge back to the head of a loop.
type turn struct {
	from *ssa.BasicBlock
	succ int
}

type state struct {
	key
	env *env
}

// tell notes that an error was told from a failure: it is one that is expected.
// Such a path is kept apart until the next statement, so that it is not mixed
// up with those on which there is no error.
func (s *state) tell(err symbol) {
	s.told = err
	s.env.tell(err)
}

func (s state) clone() state { return state{s.key, s.env.clone()} }
