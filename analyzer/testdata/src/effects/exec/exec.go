// Package exec has processes started inside and outside of transactions.
package exec

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
)

// A command run between the opening and the commit.
func runInside(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE videos SET state = 'encoding'"); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "ffmpeg", "-i", "in", "out")
	if err := cmd.Run(); err != nil { // want:exec-in-tx
		return err
	}
	return tx.Commit()
}

// All ways to start and to wait.
func allWays(tx *sql.Tx) error {
	if _, err := exec.Command("git", "status").Output(); err != nil { // want:exec-in-tx
		return err
	}
	if _, err := exec.Command("git", "gc").CombinedOutput(); err != nil { // want:exec-in-tx
		return err
	}
	cmd := exec.Command("sleep", "1")
	if err := cmd.Start(); err != nil { // want:exec-in-tx
		return err
	}
	if err := cmd.Wait(); err != nil { // want:exec-in-tx
		return err
	}
	p, err := os.StartProcess("/bin/true", nil, &os.ProcAttr{}) // want:exec-in-tx
	if err != nil {
		return err
	}
	_, err = p.Wait() // want:exec-in-tx
	return err
}

// A chain over lines stands where it starts.
func overLines(ctx context.Context, tx *sql.Tx) error {
	out, err := exec. // want:exec-in-tx
				CommandContext(ctx, "uname").
				Output()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO hosts VALUES (?)", out)
	return err
}

// Making a command and looking its path up runs nothing.
func makeOnly(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	path, err := exec.LookPath("ffmpeg")
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, "-version")
	cmd.Env = append(cmd.Env, "LANG=C")
	if _, err := tx.ExecContext(ctx, "INSERT INTO jobs VALUES (?)", cmd.String()); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return cmd.Run()
}

// Started before, the result stored inside.
func runBefore(ctx context.Context, db *sql.DB) error {
	out, err := exec.CommandContext(ctx, "git", "rev-parse", "HEAD").Output()
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO builds VALUES (?)", out); err != nil {
		return err
	}
	return tx.Commit()
}

// Command is the user's own: a verb of a state machine.
type Command struct{ verb string }

// Run returns the next state.
func (c Command) Run() string { return c.verb + "ed" }

// Wait returns the last state.
func (c Command) Wait() string { return c.verb }

// Exec is a statement, and Run a method of the user's.
func namesOnly(tx *sql.Tx, c Command) error {
	_, err := tx.Exec("UPDATE jobs SET state = ?, was = ?", c.Run(), c.Wait())
	return err
}
