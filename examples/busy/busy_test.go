package busy

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Two connections change the counter. The second writes between the reading and
// the writing of the first, which fails at once: it does not wait the five
// seconds that it may.
func TestUpgradeIsBusy(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c, err := Open(ctx, filepath.Join(t.TempDir(), "counter.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.db.Close()
	var began time.Time
	err = c.Change(ctx, func(n int) int {
		if err := c.Change(ctx, func(n int) int { return n + 1 }); err != nil {
			t.Errorf("the second connection: %v", err)
		}
		began = time.Now()
		return n + 1
	})
	var failed *sqlite.Error
	if !errors.As(err, &failed) || failed.Code() != lib.SQLITE_BUSY_SNAPSHOT {
		t.Fatalf("error %v, want SQLITE_BUSY_SNAPSHOT", err)
	}
	if d := time.Since(began); d > 4*time.Second {
		t.Errorf("it waited %v", d)
	}
}

// txlint tells of it.
func TestReported(t *testing.T) {
	cmd := exec.Command("go", "run", "./cmd/txlint", "-C", "examples/busy", ".")
	cmd.Dir = "../.."
	out, _ := cmd.Output() // findings are a status other than 0
	if got := string(out); strings.Count(got, "(sqlite-deferred-write)") != 1 || !strings.Contains(got, "busy.go:28:") {
		t.Errorf("txlint prints %q", got)
	}
}
