package region

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Functions are analysed in rounds, until what is known of none changes. A
// ledger tells which are due: those that read something that has changed since
// they were analysed.
type ledger struct {
	now     int
	changed map[subject]int
	done    map[*ssa.Function]int // when a function was analysed last
	reads   map[*ssa.Function]map[subject]bool
	reading map[subject]bool // what the function reads that is analysed, nil when none is
}

// A subject is what the analysis of one function finds out and that of others
// reads: a *types.Func stands for its summary, a *types.TypeName for its fields
// that are alike, a *ssa.Parameter for whether it is given a transaction, or one
// of the types below.
type subject any

type (
	literalSummary struct{ fn *ssa.Function }
	runnerOf       struct{ fn *ssa.Function } // what calls it inside a transaction
	jointSummary   struct{ fn *types.Func }   // what the methods behind one of an interface do
	roleOf         struct{ obj types.Object } // whether a type is a transaction
)

func newLedger() *ledger {
	return &ledger{changed: map[subject]int{}, done: map[*ssa.Function]int{}, reads: map[*ssa.Function]map[subject]bool{}}
}

// begin notes that a function is analysed from now on, and end that it is no
// more.
func (l *ledger) begin(fn *ssa.Function) {
	l.now++
	l.done[fn] = l.now
	l.reading = map[subject]bool{}
	l.reads[fn] = l.reading
}

func (l *ledger) end() { l.reading = nil }

// due reports whether a function has to be analysed, perhaps again.
func (l *ledger) due(fn *ssa.Function) bool {
	done, known := l.done[fn]
	if !known {
		return true
	}
	for s := range l.reads[fn] {
		if l.changed[s] > done {
			return true
		}
	}
	return false
}

// read notes that the function that is analysed reads something.
func (l *ledger) read(s subject) {
	if l.reading != nil {
		l.reading[s] = true
	}
}

// readObject is read for what summaries tell of a function or a type.
func (l *ledger) readObject(obj types.Object) {
	if _, isType := obj.(*types.TypeName); isType {
		l.read(roleOf{obj})
	} else {
		l.read(obj)
	}
}

// pause makes what is read no reason to analyse again, until what it returns is
// called.
func (l *ledger) pause() (resume func()) {
	reading := l.reading
	l.reading = nil
	return func() { l.reading = reading }
}

// change notes that something has changed. What the function that is analysed
// reads after it has changed it, it may have read before.
func (l *ledger) change(s subject) {
	l.now++
	l.changed[s] = l.now
}
