package region

import (
	"cmp"
	"go/token"
	"go/types"

	"github.com/txlint/txlint/internal/summary"
)

// A Transaction is what rules see of one transaction in one function. All
// lists are sorted by position.
type Transaction struct {
	Origin   Origin
	Function string // the function that holds the region, for people
	Opener   Place  // the opener call; the runner's call; the function that is handed it
	Runner   string // Callback: the runner
	Retried  bool   // Callback: it may be called more than once

	machine *machine // answers what few rules ask, see shape.go
	exits   []exit

	Effects []Effect // what happens while it may be open
	Ports   []Ports  // calls through interfaces that happen while it may be open
	Leaks   []Leak   // exits that are reached with it open

	NeverEnded bool // no path ends it or hands it on
	Stays      bool // no exit hands it on or returns it
	Unchecked  bool // it is used where the opener may have failed, or the opener's error is dropped

	Goroutines []Effect  // goroutines with effects that are started while it is open
	Shared     []Place   // goroutines that use it while the function does, or who runs it
	Locks      []Place   // mutexes taken inside and held over a statement, or to the end
	Overlaps   []Overlap // statements while the cursor of an earlier one may be open

	Pools []PoolUse // statements and openings on the pool it was opened on
	Pool  string    // that pool, for people

	Type     types.Type // of the handle, nil where it is not known
	PoolFrom token.Pos  // the call that returned the pool, NoPos where it comes from elsewhere
	Deferred bool       // the opener begins a SQLite transaction without a lock
	Upgrade  *Upgrade   // it reads before it writes, nil where that is not known

	Swallowed       []Place // statements whose error is dropped, or ignored on the way to a commit
	UncheckedCommit []Place // commits whose error nobody looks at
	DeferredCommit  []Place // defers that commit whatever happened
	AfterEnd        []Use   // statements and commits on the ended transaction

	Unsafe []Unsafe // calls that end it, or the one around it, in a way that harms

	Shadowed      []Shadow // returns of an error that a deferred commit doesn't see
	CommitOnPanic []Place  // defers that commit when the code panics
	OpenOnPanic   bool     // every return ends it, a panic does not
	Piled         []Place  // defers that would end it, in a loop that opens another each turn

	// Unknown tells why nothing is known of it, "" where it was followed.
	Unknown string
	// Ends and Moments tell what becomes of it; kept where Scope.Explain is set.
	Ends    []End
	Moments []Moment
}

// A Shadow is a return with an error, and the deferred call that commits all
// the same: it decides by something else.
type Shadow struct {
	Place
	Defer Place
}

// A Place is a piece of source.
type Place struct {
	Pos, End token.Pos
	Name     string // what is called there
}

// compare orders places of the source; of a chain of calls, which begin at the
// same place, the one that runs first is first.
func (p Place) compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Pos, other.Pos), cmp.Compare(p.End, other.End))
}

// An Effect is an operation with effects that is reached while the transaction
// is open.
type Effect struct {
	Place
	Effects []summary.Effect // sorted by kind
	Stage   Stage
}

// Ports are calls through interfaces, reached by one call while the transaction
// is open, of which the package does not know what they do.
type Ports struct {
	Place
	Ports []summary.Port
}

// Stage says where in the region an effect stands.
type Stage int

// The stages of a region.
const (
	Between   Stage = iota // between statements, or unknown
	Begins                 // no statement before it
	Ends                   // no statement after it
	OnFailure              // on the way out of an error path: no commit follows
	Alone                  // no statement before it and none after it
)

// A Leak is an exit, or the end of a loop's turn, that is reached with the
// transaction open.
type Leak struct {
	Place
	Turn     bool // a loop's turn: the next one opens another transaction
	Branches []Branch
}

// A Branch is a decision on the way to an exit.
type Branch struct {
	Pos   token.Pos
	Taken bool // the condition held
}

// A PoolUse is a call that works on the pool while the transaction is open.
type PoolUse struct {
	Place
	Opens bool            // it opens another transaction, else it runs a statement
	Other bool            // it would join the transaction, but is given a context without it
	Way   []summary.Frame // to the statement
}

// An Overlap is a statement that is made while the cursor of an earlier one may
// be open.
type Overlap struct {
	Place
	Cursor Place // the statement that opened it
	Busy   bool  // the library refuses the statement for that
}

// A Use is a call on the transaction after its end.
type Use struct {
	Place
	Commit bool // it is a commit, not a statement
}
