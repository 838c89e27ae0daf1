// Package bad has directives that are malformed: they silence nothing, and are reported once, where they stand.
package bad

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

// No reason.
func noReason(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// No reason, on the line of the finding.
func noReasonOnLine(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) //txlint:ignore sleep-in-tx // want:bad-directive,sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// No rule at all.
func noRule(tx *sql.Tx) error {
	//txlint:ignore // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A rule that doesn't exist.
func unknownRule(tx *sql.Tx) error {
	//txlint:ignore sleeping-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// One of two rules doesn't exist: the directive as a whole silences nothing.
func oneUnknownRule(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx,nap-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// The reason stands where the rule should.
func reasonOnly(tx *sql.Tx) error {
	//txlint:ignore on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A kind instead of a rule.
func kindOnly(tx *sql.Tx) error {
	//txlint:ignore sleep on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A comma too many, a space after the comma.
func commas(tx *sql.Tx) error {
	//txlint:ignore sleep-in-tx, on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	//txlint:ignore sleep-in-tx, http-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Misspelt.
func misspelt(tx *sql.Tx) error {
	//txlint:ignor sleep-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	//txlint:Ignore sleep-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	//txlint:ignore-next-line sleep-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	//txlint:disable sleep-in-tx on purpose // want:bad-directive
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// In a doc comment.
//
//txlint:ignore sleep-in-tx // want:bad-directive
func docComment(ctx context.Context, tx *sql.Tx) error {
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// A kind of effect that doesn't exist.
//
//txlint:effect htpp // want:bad-directive
func unknownKind() {}

// A rule instead of a kind.
//
//txlint:effect http-in-tx // want:bad-directive
func ruleAsKind() {}

// No kind.
//
//txlint:effect // want:bad-directive
func noKind() {}

// Pure needs a reason.
//
//txlint:pure // want:bad-directive
func pureWithoutReason() { _, _ = http.Get("http://example.com") }

// Effects is misspelt.
//
//txlint:effects http // want:bad-directive
func effects() {}

// None of them had any say.
func callAll(tx *sql.Tx) error {
	unknownKind()
	ruleAsKind()
	noKind()
	effects()
	pureWithoutReason() // want:http-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// On the method of an interface.
type mailer interface {
	//txlint:effect male // want:bad-directive
	send() error

	//txlint:pure // want:bad-directive
	name() string
}

func use(tx *sql.Tx, m mailer) error {
	if err := m.send(); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO names VALUES (?)", m.name())
	return err
}
