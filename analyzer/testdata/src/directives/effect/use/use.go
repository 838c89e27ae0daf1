// Package use calls what another package has directives on.
package use

import (
	"context"
	"database/sql"

	"directives/effect/lib"
)

// Calling it is an effect of that kind.
func calls(ctx context.Context, db *sql.DB, b *lib.Bucket) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	lib.Invalidate("x")                           // want:cache-in-tx
	if err := lib.Publish("orders"); err != nil { // want:publish-in-tx
		return err
	}
	if err := b.Put("x"); err != nil { // want:storage-in-tx
		return err
	}
	if err := b.PutTwice("x"); err != nil { // want:storage-in-tx
		return err
	}
	n := lib.Solve(1) // want:compute-in-tx
	if _, err := tx.ExecContext(ctx, "INSERT INTO keys VALUES (?, ?)", b.Last(), n); err != nil {
		return err
	}
	return tx.Commit()
}

// Outside, and in a goroutine.
func outside(ctx context.Context, db *sql.DB, b *lib.Bucket) error {
	if err := b.Put("x"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		lib.Invalidate("x")
		return err
	}
	defer tx.Rollback()
	go lib.Invalidate("x")
	if _, err := tx.ExecContext(ctx, "INSERT INTO keys VALUES (?)", b.Last()); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	lib.Invalidate("x")
	return lib.Publish("orders")
}

// As values, deferred, in a callback.
func values(tx *sql.Tx, b *lib.Bucket, keys []string) error {
	put := b.Put
	if err := put("x"); err != nil { // want:storage-in-tx
		return err
	}
	defer lib.Invalidate("x")  // want:cache-in-tx
	each(keys, lib.Invalidate) // want:cache-in-tx
	each(keys, func(key string) {
		lib.Invalidate(key) // want:cache-in-tx
	})
	_, err := tx.Exec("INSERT INTO keys VALUES (?)", b.Last())
	return err
}

func each(keys []string, fn func(string)) {
	for _, key := range keys {
		fn(key)
	}
}

// On an interface's method: the calls through the interface; the concrete method has what its body has.
func interfaces(tx *sql.Tx, m lib.Mailer, memory *lib.Memory, q lib.Queue, r lib.Remote) error {
	if err := m.Send("a"); err != nil { // want:mail-in-tx
		return err
	}
	if err := memory.Send("a"); err != nil {
		return err
	}
	if err := q.Push("a"); err != nil { // want:publish-in-tx
		return err
	}
	if err := r.Push("a"); err != nil { // want:publish-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", m.Count())
	return err
}

// All kinds there are, on functions of this package.
//
//txlint:effect http
func fHTTP() {}

//txlint:effect rpc
func fRPC() {}

//txlint:effect mail
func fMail() {}

//txlint:effect publish
func fPublish() {}

//txlint:effect storage
func fStorage() {}

//txlint:effect file
func fFile() {}

//txlint:effect exec
func fExec() {}

//txlint:effect sleep
func fSleep() {}

//txlint:effect net
func fNet() {}

//txlint:effect cache
func fCache() {}

//txlint:effect input
func fInput() {}

//txlint:effect wait
func fWait() {}

//txlint:effect compute
func fCompute() {}

func allKinds(tx *sql.Tx) error {
	fHTTP()    // want:http-in-tx
	fRPC()     // want:rpc-in-tx
	fMail()    // want:mail-in-tx
	fPublish() // want:publish-in-tx
	fStorage() // want:storage-in-tx
	fFile()    // want:file-in-tx
	fExec()    // want:exec-in-tx
	fSleep()   // want:sleep-in-tx
	fNet()     // want:net-in-tx
	fCache()   // want:cache-in-tx
	fInput()   // want:input-in-tx
	fWait()    // want:wait-in-tx
	fCompute() // want:compute-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// All of them at once, from the last to the first: the contract's order names the finding.
func fAll() {
	fCompute()
	fWait()
	fInput()
	fCache()
	fNet()
	fSleep()
	fExec()
	fFile()
	fStorage()
	fPublish()
	fMail()
}

func fNetToCompute() {
	fCompute()
	fWait()
	fInput()
	fCache()
	fNet()
}

func fPublishAndBelow() {
	fCompute()
	fExec()
	fFile()
	fStorage()
	fPublish()
}

func fInputAndBelow() {
	fCompute()
	fWait()
	fInput()
}

func orders(tx *sql.Tx) error {
	fAll()             // want:mail-in-tx
	fPublishAndBelow() // want:publish-in-tx
	fNetToCompute()    // want:net-in-tx
	fInputAndBelow()   // want:input-in-tx
	lib.Nap()          // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A directive on a function that is not called in a transaction reports nothing.
func elsewhere() {
	fAll()
	fHTTP()
}
