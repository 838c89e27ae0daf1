// Package catalog tells what functions of libraries mean for a transaction:
// which open, end or run one, which execute statements, and which have effects
// that a rollback can't undo.
//
// The knowledge is data (models/*.yaml). This package loads it lazily, a file
// at a time, and looks functions up by their go/types object. It knows neither
// SSA nor rules.
package catalog

// Kind names a kind of effect; each kind has a rule "<kind>-in-tx".
type Kind string

// The kinds of effects, in the order in which a finding with several is named.
const (
	HTTP     Kind = "http"
	RPC      Kind = "rpc"
	Mail     Kind = "mail"
	Publish  Kind = "publish"
	Storage  Kind = "storage"
	File     Kind = "file"
	Exec     Kind = "exec"
	Sleep    Kind = "sleep"
	Net      Kind = "net"
	Cache    Kind = "cache"
	Input    Kind = "input"
	Wait     Kind = "wait"
	Compute  Kind = "compute"
	Response Kind = "response"
	Lock     Kind = "lock" // counts only where it is taken: nobody waits for what a callee has released
)

// Kinds lists all kinds in the order of the contract's table: where a call has
// effects of several kinds, the first enabled one names the finding.
var Kinds = []Kind{HTTP, RPC, Mail, Publish, Storage, File, Exec, Sleep, Net, Cache, Input, Wait, Compute, Response, Lock}

// Role says what a value of a type is for a transaction.
type Role string

// The roles of handles.
const (
	NoRole  Role = ""
	Tx      Role = "tx"      // can be nothing else than a transaction
	Pool    Role = "pool"    // statements on it run outside of any open transaction
	Session Role = "session" // a pinned connection: statements on it run inside its open transaction
	Either  Role = "either"  // the same type serves as transaction and as pool (gorm)
)

// Recv stands for the receiver where an argument index is expected.
const Recv = -1

// Func is what one function means. The zero value means: known, and nothing.
// Argument indices count from 0 and leave the receiver out; Recv is the receiver.
// The index of a variadic parameter stands for all of its arguments.
type Func struct {
	Name string // (*types.Func).FullName of the origin

	Effect Kind    // kind of the effect of calling it, or ""
	Opens  *Open   // it opens a transaction
	Ends   *End    // it ends one
	Runs   *Run    // it runs a callback inside a transaction
	Stmt   *Stmt   // it executes a statement
	Derive *Derive // its result carries the handle of an argument
	Cursor *Cursor // it ends a cursor, or moves it on

	Connects *Connect // it opens a database

	// Yields is the kind of the effect of reading, writing or receiving from its
	// first result, where the type of that does not tell (the channel of
	// time.After, the pipe of an exec.Cmd); or "".
	Yields Kind
	// Calls lists the arguments (functions) that it calls before it returns.
	Calls []int
	// Through lists arguments (Recv included) whose reading or writing it does:
	// its effect is that of the concrete reader, writer or file system behind
	// them, besides its own (gzip.Writer.Write computes and writes).
	Through []int
	// Wraps is set where its result reads or writes through the arguments in
	// Through later (bufio.NewWriter): calling it is no effect by itself.
	Wraps bool
	// Goroutine is set where its function argument runs in a goroutine of its
	// own ((*sync.WaitGroup).Go). Later says that it is not started at once.
	Goroutine, Later bool
	// Unlocks is set where it releases the mutex that is its receiver.
	Unlocks bool
	// AfterCommit lists the arguments (functions) that it keeps, and that run
	// after the transaction was committed.
	AfterCommit []int
	// NoReturn says how control ends there: "exit" runs no deferred calls
	// (os.Exit), "unwind" runs them (runtime.Goexit); "" returns.
	NoReturn string
	// NonNil is set where its only result is never nil (errors.New).
	NonNil bool
	// Provides is set where it takes functions of which what they return goes to
	// whoever takes its type: those of containers of dependencies.
	Provides bool
	// Log is set for logging: it has no effect, and an error handed to it is
	// not handled by that.
	Log bool
}

// Open describes an opener.
type Open struct {
	Tx   int // index of the result that is the transaction, or Recv: the receiver becomes one
	Err  int // index of the error result, or -1: it can't fail (or panics), or ErrField tells
	From int // argument the transaction is opened on (Recv as a rule; of a function: a global of its package)
	Ctx  int // index of the context that bounds it, or -1

	// ErrField is the field of the transaction that holds the error ("Error" in
	// gorm), or "".
	ErrField string
	// Finisher is set where result Tx is a func(*error) that ends the
	// transaction: it commits where that error is nil, and else rolls back.
	Finisher bool
	// NoEnd is set where nothing needs to end the transaction.
	NoEnd bool
	// Deferred is set where a SQLite transaction takes its locks only when a
	// statement needs them, whatever the connection was told.
	Deferred bool
	// Write is the index of a flag, or -1: only where it is true, something
	// needs to end the transaction.
	Write int
	// Nested is what it does where From is a transaction already.
	Nested Nesting
	// RollbackHarms is set where, after it was opened on a transaction and
	// committed, a rollback of it harms that transaction.
	RollbackHarms bool
}

// Nesting is what opening does on what is a transaction already.
type Nesting string

// The ways to nest.
const (
	Opens     Nesting = ""          // it opens one of its own
	Savepoint Nesting = "savepoint" // its end is that of a savepoint
	Joins     Nesting = "joins"     // it is the same one, and goes on after its end
	EndsOuter Nesting = "ends"      // it is the same one, and its end is the end of both
	Fails     Nesting = "fails"     // it returns an error
)

// End describes a closer.
type End struct {
	Commit   bool   // it commits; false: it rolls back
	Tx       int    // the argument that it ends, Recv as a rule
	Err      int    // index of its error result, or -1
	ErrField string // the field of its first result that holds the error, or ""
	ByError  int    // index of the pointer to an error by which it decides: it commits where that is nil, and else rolls back; or -1
}

// Run describes a runner.
type Run struct {
	Callback int  // index of the callback argument
	Tx       int  // index of the callback's parameter that is the transaction, or the context that carries it; -1: none (it is From)
	Carried  bool // that parameter is a context: what is opened or run with it joins it
	From     int  // argument the transaction is opened on (Recv as a rule; of a function: a global, or what the context carries)
	Retried  bool // the callback may be called more than once
	ReadOnly bool // nothing is written: a missing error path loses nothing

	// Also lists further callbacks that run inside in the same way.
	Also []int
	// Ends is set where From is an open transaction: the callback runs inside
	// it, and then it is ended, by commit or by rollback.
	Ends bool
	// RollsBack is set where it never commits.
	RollsBack bool
	// Managed is set where a commit or a rollback that the callback calls on its
	// transaction panics or fails.
	Managed bool
	// Nested is what it does where From is a transaction already.
	Nested Nesting
}

// Stmt describes a statement.
type Stmt struct {
	On   int  // the argument that is the handle, Recv as a rule; a context where it carries the transaction
	SQL  int  // index of the SQL text argument, or -1
	Err  int  // index of the error result, or -1
	Late bool // it delivers the error of a statement that ran before ((*sql.Row).Scan)
	Rows bool // its first result keeps a cursor open until closed
	Busy bool // as long as that is open, other statements on the handle fail

	// Undo is set where it rolls back to a savepoint, which undoes what failed
	// after that.
	Undo bool
	// ErrField is the field of its first result that holds the error, or "".
	ErrField string
}

// Derive says that a result is bound to the handle an argument is bound to
// ((*sql.Tx).Prepare: the statement runs on the transaction).
type Derive struct {
	From   int
	Result int
}

// Cursor describes a function that ends a cursor: the rows of a query, the row
// of one, the results of a batch.
type Cursor struct {
	On    int  // the argument that is the cursor, Recv as a rule
	Moves bool // it moves it on, and has ended it where it returns false
}

// Coverage says how bodies of a package's functions are treated.
type Coverage int

// The ways a package can be covered.
const (
	Unknown Coverage = iota // no model: look at bodies
	Opaque                  // what the model doesn't name has no effect; bodies are never looked at
	Inspect                 // what the model doesn't name is told from its body
)
