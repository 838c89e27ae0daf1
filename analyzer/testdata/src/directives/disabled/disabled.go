// config: disable=sleep-in-tx

// Package disabled has directives for a rule that is switched off: they are not unused.
package disabled

import (
	"database/sql"
	"os"
	"time"
)

// Switched off, it would have silenced this.
func wouldSilence(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx on purpose
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Switched off, nobody knows what it would have silenced.
func nothingThere(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx on purpose
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Another rule is on.
func otherRule(tx *sql.Tx) error {
	//txlint:ignore http-in-tx a local sidecar answers // want:unused-ignore
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Of two kinds the first one that is enabled names the finding.
func sleepOrWait(tx *sql.Tx, in <-chan int) error {
	sleepThenWait(in) // want:wait-in-tx
	removeThenSleep() // want:file-in-tx
	sleepOnly()       // its only rule is off
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func sleepThenWait(in <-chan int) {
	time.Sleep(time.Millisecond)
	<-in
}

func removeThenSleep() {
	_ = os.Remove("x")
	time.Sleep(time.Millisecond)
}

func sleepOnly() { time.Sleep(time.Millisecond) }
