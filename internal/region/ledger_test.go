package region

import (
	"testing"

	"golang.org/x/tools/go/ssa"
)

// A function is due when it was never analysed, and when something changed that
// it has read: also while it was analysed, and not what it only wrote to.
func TestLedger(t *testing.T) {
	l := newLedger()
	f, g := new(ssa.Function), new(ssa.Function)
	due := func(fn *ssa.Function, want bool, when string) {
		t.Helper()
		if got := l.due(fn); got != want {
			t.Errorf("%s: due %t, want %t", when, got, want)
		}
	}
	due(f, true, "never analysed")
	l.begin(f)
	l.read(runnerOf{g})
	resume := l.pause()
	l.read(literalSummary{f})
	resume()
	l.change(literalSummary{f})
	l.end()
	due(f, false, "what it wrote")
	due(g, true, "another")
	l.read(literalSummary{g})
	l.change(literalSummary{g})
	due(f, false, "read by nobody")
	l.change(runnerOf{g})
	due(f, true, "what it read")
	l.begin(f)
	l.read(runnerOf{g})
	l.change(runnerOf{g})
	l.end()
	due(f, true, "what it read and changed itself")
}
