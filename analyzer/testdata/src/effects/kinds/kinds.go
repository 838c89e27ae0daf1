// Package kinds has calls with effects of several kinds: one finding a call, named by the first in the contract's order.
package kinds

import (
	"database/sql"
	"net/http"
	"net/smtp"
	"os"
	"os/exec"
	"sync"
	"time"
)

// Sleeps, writes a file, asks over HTTP: HTTP comes first.
func sleepFileHTTP() {
	time.Sleep(1)
	_ = os.Remove("x")
	_, _ = http.Get("http://example.com")
}

// Waits, sleeps, runs: exec comes first.
func waitSleepExec(wg *sync.WaitGroup) {
	wg.Wait()
	time.Sleep(1)
	_ = exec.Command("true").Run()
}

// Runs and mails: mail comes first.
func execMail() {
	_ = exec.Command("true").Run()
	_ = smtp.SendMail("", nil, "", nil, nil)
}

// Waits and sleeps: sleep comes first, over two calls.
func waitSleep(wg *sync.WaitGroup) {
	wg.Wait()
	pause()
}

func pause() { time.Sleep(1) }

// Removes and runs: file comes first.
func execFile() {
	_ = exec.Command("true").Run()
	_ = os.Remove("x")
}

func several(tx *sql.Tx, wg *sync.WaitGroup) error {
	sleepFileHTTP()   // want:http-in-tx
	waitSleepExec(wg) // want:exec-in-tx
	execMail()        // want:mail-in-tx
	waitSleep(wg)     // want:sleep-in-tx
	execFile()        // want:file-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

// Two calls on one line that are nested are two call expressions.
func nested(tx *sql.Tx) error {
	store(fetch()) // want:http-in-tx,file-in-tx
	_, err := tx.Exec("UPDATE counters SET n = 1")
	return err
}

func fetch() int {
	_, _ = http.Get("http://example.com")
	return 1
}

func store(n int) { _ = os.Truncate("x", int64(n)) }
