// Package summary tells what calling a function does, as seen by its callers:
// its effects, what it opens, ends, runs and executes. Summaries are composed
// bottom-up and travel between packages as the one fact type, Fact.
//
// Effects come from a walk of the syntax (effects.go); the life of
// transactions is filled in by package region, which reads SSA.
package summary

import (
	"cmp"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/sqlite"
)

// A Summary is what callers need to know of a function. The zero value says
// that calling it does nothing that matters to a transaction.
type Summary struct {
	Effects  []Effect // at most one a kind and mode, sorted by kind
	Streams  []Stream // parameters that it reads or writes, one each, sorted
	Calls    []int    // parameters (functions) that it calls before it returns
	Fields   []Field  // fields of parameters that it calls
	NoReturn string   // "exit" or "unwind" where it never returns, see catalog.Func
	Pure     bool     // declared to have no effect
	Never    string   // why it must not be called inside a transaction, "" where it may
	Recovers bool     // it calls recover: deferred, it stops a panic

	Opens    *Opening   // it returns an open transaction
	Params   []TxParam  // what it does to transactions it is handed
	Runs     []Run      // parameters that it calls inside an open transaction
	Supposed []Supposed // what it is by what stands behind an interface
	Pools    []PoolUse  // what it does on handles of its own, sorted by place
	Gives    []Giving   // results that hold what its callers find in its arguments
	Asks     bool       // it may take a handle out of its context
	Key      string     // and under which key, "" when not known
	Alike    []Alike    // of a type: fields that always hold the same handle

	// Confined lists the parameters that may hold a transaction in a field and
	// that it neither keeps nor gives away.
	Confined []int

	Ports []Port // calls through interfaces of which it is not known what they do
	Flows []Flow // where interface values go that it takes or returns
	Made  []Made // what stands behind the interfaces that it returns

	Forwards []Forward // parameters that it hands to methods of interfaces
}

// A Field is a field of a parameter that is a struct.
type Field struct {
	Param int
	Name  string
}

// IsZero reports whether the summary says nothing.
func (s *Summary) IsZero() bool {
	return s == nil || len(s.Effects) == 0 && len(s.Streams) == 0 && len(s.Calls) == 0 && len(s.Fields) == 0 && s.NoReturn == "" && !s.Pure && !s.Recovers && s.Never == "" && !s.Tx() &&
		len(s.Confined) == 0 && !s.Asks && len(s.Alike) == 0 && !s.wires()
}

// wires reports whether the summary tells of interfaces.
func (s *Summary) wires() bool {
	return len(s.Ports) > 0 || len(s.Flows) > 0 || len(s.Made) > 0 || len(s.Forwards) > 0
}

// Tx reports whether the function matters to the life of a transaction.
func (s *Summary) Tx() bool {
	return s != nil && (s.Opens != nil || len(s.Params) > 0 || len(s.Runs) > 0 || len(s.Supposed) > 0 || len(s.Pools) > 0 || len(s.Gives) > 0)
}

// Forbidden is the kind of a call that a never-in-tx directive forbids. It comes
// before the kinds of the models.
const Forbidden catalog.Kind = "forbidden"

// An Effect is what a rollback can't undo, and the way to it.
type Effect struct {
	Kind  catalog.Kind
	Name  string  // the library function at the end, or what else has the effect
	Why   string  // Forbidden: the reason
	Async bool    // it happens in a goroutine that the function starts
	Way   []Frame // calls from the function to the effect, outermost first; the last is the effect itself
}

// A Frame is one call on the way to an effect.
type Frame struct {
	Name string // what is called
	File string // absolute name of the file of the call
	Line int
	Col  int
}

// MaxFrames bounds the way to an effect: of a longer one, the first calls and
// the effect itself are kept.
const MaxFrames = 6

// Through returns the effect as seen by a caller that reaches it through call.
func (e Effect) Through(call Frame) Effect {
	e.Way = Extend(call, e.Way)
	return e
}

// Extend puts a call before a way, within MaxFrames.
func Extend(call Frame, way []Frame) []Frame {
	way = append([]Frame{call}, way...)
	if len(way) > MaxFrames {
		way = append(way[:MaxFrames-1:MaxFrames-1], way[len(way)-1])
	}
	return way
}

// compare orders effects of the same kind: shorter ways first, then by place.
func compare(a, b Effect) int {
	if c := cmp.Compare(len(a.Way), len(b.Way)); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Way, b.Way, compareFrames)
}

// add files an effect and reports whether that changed the list: the best of
// each kind and mode is kept.
func add(list []Effect, e Effect) ([]Effect, bool) {
	i, found := slices.BinarySearchFunc(list, e, compareKinds)
	if !found {
		return slices.Insert(list, i, e), true
	}
	if compare(e, list[i]) >= 0 {
		return list, false
	}
	list[i] = e
	return list, true
}

// compareKinds orders effects by kind and mode.
func compareKinds(a, b Effect) int {
	return cmp.Or(cmp.Compare(rank(a.Kind), rank(b.Kind)), boolCompare(a.Async, b.Async))
}

// rank orders kinds: what is forbidden first, the others as in the contract,
// what is unknown last.
func rank(k catalog.Kind) int {
	if k == Unknown {
		return len(catalog.Kinds)
	}
	return slices.Index(catalog.Kinds, k)
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// A Loc is where a caller finds a value: an argument, and the fields on the
// way from it (".store.db"). catalog.Recv is the receiver.
type Loc struct {
	Arg  int
	Path string
}

// Value is what is known of a value at an exit.
type Value string

// What can be known.
const (
	Nil    Value = "nil"
	NonNil Value = "non-nil"
	True   Value = "true"
	False  Value = "false"
)

// A Cond is something that held of an argument on the way to an exit. Deref
// says that it held of what the argument points to.
type Cond struct {
	Loc
	Deref bool
	Is    Value
}

// Life is the state of a transaction.
type Life int

// The states of a transaction.
const (
	Unopened Life = iota // the opener was not reached
	Failed               // the opener returned an error
	Open
	Committed
	RolledBack
)

// Ended reports whether the transaction was open and is no more.
func (l Life) Ended() bool { return l == Committed || l == RolledBack }

// A Result is what is known of a result at an exit.
type Result struct {
	Index int
	Is    Value
}

// A Holder is a result, or what an argument points to, that holds the
// transaction after the call.
type Holder struct {
	Result int    // index of the result
	Path   string // fields on the way to the transaction
	Type   string // concrete type where the result is an interface: "*pkg/path.Name"
	Recv   bool   // it is no result but the receiver: a session that becomes a transaction
	Ends   string // "commit" or "rollback": the result is a function that ends it
}

// An Outcome is one way in which a function can return.
type Outcome struct {
	Conds   []Cond
	Results []Result
	Life    Life
	Escapes bool // it is stored where a caller can't see, or handed to unknown code
	Holders []Holder
}

// Compatible reports whether nothing that a caller sees excludes that a
// function returns in both ways.
func (o Outcome) Compatible(with Outcome) bool {
	for _, a := range o.Conds {
		for _, b := range with.Conds {
			if a.Loc == b.Loc && a.Deref == b.Deref && a.Is != b.Is {
				return false
			}
		}
	}
	for _, a := range o.Results {
		for _, b := range with.Results {
			if a.Index == b.Index && a.Is != b.Is {
				return false
			}
		}
	}
	return true
}

// An Opening is what a function that opens a transaction returns.
type Opening struct {
	Outcomes []Outcome
	Pool     *Loc   // what it is opened on, nil when not known
	Type     string // type of the handle, for messages
	Ctx      int    // argument that bounds it as with database/sql, or -2
	Context  *Loc   // argument that is the context it is opened with, nil when not known
}

// NoCtx says that no argument bounds a transaction.
const NoCtx = -2

// A TxParam is what a function does to a transaction that it finds at Loc.
type TxParam struct {
	Loc
	Stmts    bool          // it executes statements on it
	Access   sqlite.Access // what they need of a SQLite database
	Work     Work          // how much, in words of the source
	Outcomes []Outcome
	// Inside lists the kinds of effects that happen before it ends the
	// transaction, where it does: others happen after the end.
	Inside []catalog.Kind
	// Rows lists the kinds of effects that are none on a transaction: they are
	// statements of it.
	Rows []catalog.Kind
}

// Work says how much a function does on a transaction.
type Work struct {
	Calls int   // statement calls, those of its callees included; at most MaxCalls
	Loops bool  // some are in a loop without a constant bound
	Rows  []int // slices among its results that hold the rows of a query on it
}

// MaxCalls bounds what is counted: functions can call each other.
const MaxCalls = 1000

// Ends reports whether some outcome ends the transaction.
func (p *TxParam) Ends() bool {
	return slices.ContainsFunc(p.Outcomes, func(o Outcome) bool { return o.Life.Ended() })
}

// A Run says that a function calls a parameter, or a field of one that is a
// struct, inside a transaction.
type Run struct {
	Callback int
	Field    string // the field that is called, "" for the parameter itself
	Tx       *Loc   // argument of the callback that holds the transaction, nil when it travels otherwise
	Retried  bool
	Managed  bool // a callback that ends the transaction panics or fails
	Kept     bool // what holds the transaction in the argument was there before
	Pool     *Loc
	Context  *Loc // argument that is the context it is opened with, nil when not known
}

// Calls reports whether it is a parameter that is run, or a field of one.
func (r Run) Calls(param int, field string) bool { return r.Callback == param && r.Field == field }

// Param returns what the function does to a transaction at a location, or nil.
func (s *Summary) Param(loc Loc) *TxParam {
	for i := range s.Params {
		if s.Params[i].Loc == loc {
			return &s.Params[i]
		}
	}
	return nil
}

// GlobalArg stands in a Loc for a package-level variable: its path begins with
// the variable's full name.
const GlobalArg = -4
