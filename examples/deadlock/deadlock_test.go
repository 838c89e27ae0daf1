package deadlock

import (
	"context"
	"database/sql"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// patience is how long a test waits for a connection that never comes.
const patience = 200 * time.Millisecond

func ledger(t *testing.T) *Ledger {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	l, err := Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "INSERT INTO entries VALUES ('rent', 700)"); err != nil {
		t.Fatal(err)
	}
	return l
}

// The transaction waits for a connection that it holds itself, until it is out
// of time.
func TestWaitsForItself(t *testing.T) {
	l := ledger(t)
	for name, empty := range map[string]func(context.Context) error{
		"a statement on the pool":    func(ctx context.Context) error { return l.Empty(ctx, "rent") },
		"a second transaction on it": func(ctx context.Context) error { return l.EmptyAll(ctx, "rent") },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if err := empty(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want a deadline that is exceeded", name, err)
		}
		cancel()
	}
	if cents, err := l.Balance(t.Context(), "rent"); cents != 700 || err != nil {
		t.Errorf("%d, %v are left, want 700", cents, err)
	}
}

// The same on the transaction does not wait.
func TestRightDoesNotWait(t *testing.T) {
	l := ledger(t)
	if err := l.EmptyRight(t.Context(), "rent"); err != nil {
		t.Fatal(err)
	}
	if cents, err := l.Balance(t.Context(), "rent"); cents != 0 || err != nil {
		t.Errorf("%d, %v are left, want 0", cents, err)
	}
}

// txlint reports both waits, and nothing else.
func TestIsReported(t *testing.T) {
	cmd := exec.Command("go", "run", "./cmd/txlint", "-C", "examples/deadlock", ".")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != 1 {
		t.Fatalf("txlint exits with %d: %v", code, err)
	}
	var rules []string
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "deadlock.go:") && strings.HasSuffix(line, ")") {
			place, _, _ := strings.Cut(line, ": ")
			rules = append(rules, place+" "+line[strings.LastIndexByte(line, '('):])
		}
	}
	want := "deadlock.go:38:17 (pool-in-tx) deadlock.go:52:14 (nested-begin)"
	if got := strings.Join(rules, " "); got != want {
		t.Errorf("txlint reports %s, want %s", got, want)
	}
}
