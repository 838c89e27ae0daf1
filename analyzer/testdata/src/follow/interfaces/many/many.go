// Package many has an interface with many types behind it: one of them runs,
// whatever each does to the transaction that it is handed.
package many

import (
	"database/sql"
	"net/http"
)

// Step is one step of an import.
type Step interface {
	Run(tx *sql.Tx) error
}

// run gives the transaction up when the step fails.
func run(tx *sql.Tx, query string) error {
	if _, err := tx.Exec(query); err != nil {
		tx.Rollback()
		return err
	}
	return nil
}

type (
	alpha   struct{}
	beta    struct{}
	gamma   struct{}
	delta   struct{}
	epsilon struct{}
	zeta    struct{}
	eta     struct{}
	theta   struct{}
	iota    struct{}
	kappa   struct{}
	lambda  struct{}
	mu      struct{}
	nu      struct{}
	xi      struct{}
	omicron struct{}
	pi      struct{}
	rho     struct{}
	sigma   struct{}
	tau     struct{}
	upsilon struct{}
	phi     struct{}
	chi     struct{}
	psi     struct{}
	omega   struct{}
)

func (alpha) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO alpha VALUES (1)") }
func (beta) Run(tx *sql.Tx) error    { return run(tx, "INSERT INTO beta VALUES (1)") }
func (gamma) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO gamma VALUES (1)") }
func (delta) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO delta VALUES (1)") }
func (epsilon) Run(tx *sql.Tx) error { return run(tx, "INSERT INTO epsilon VALUES (1)") }
func (zeta) Run(tx *sql.Tx) error    { return run(tx, "INSERT INTO zeta VALUES (1)") }
func (eta) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO eta VALUES (1)") }
func (theta) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO theta VALUES (1)") }
func (iota) Run(tx *sql.Tx) error    { return run(tx, "INSERT INTO iota VALUES (1)") }
func (kappa) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO kappa VALUES (1)") }
func (lambda) Run(tx *sql.Tx) error  { return run(tx, "INSERT INTO lambda VALUES (1)") }
func (mu) Run(tx *sql.Tx) error      { return run(tx, "INSERT INTO mu VALUES (1)") }
func (nu) Run(tx *sql.Tx) error      { return run(tx, "INSERT INTO nu VALUES (1)") }
func (xi) Run(tx *sql.Tx) error      { return run(tx, "INSERT INTO xi VALUES (1)") }
func (omicron) Run(tx *sql.Tx) error { return run(tx, "INSERT INTO omicron VALUES (1)") }
func (pi) Run(tx *sql.Tx) error      { return run(tx, "INSERT INTO pi VALUES (1)") }
func (rho) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO rho VALUES (1)") }
func (sigma) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO sigma VALUES (1)") }
func (tau) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO tau VALUES (1)") }
func (upsilon) Run(tx *sql.Tx) error { return run(tx, "INSERT INTO upsilon VALUES (1)") }
func (phi) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO phi VALUES (1)") }
func (chi) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO chi VALUES (1)") }
func (psi) Run(tx *sql.Tx) error     { return run(tx, "INSERT INTO psi VALUES (1)") }
func (omega) Run(tx *sql.Tx) error   { return run(tx, "INSERT INTO omega VALUES (1)") }

// What all of them do is known: they roll back with their error.
func all(db *sql.DB, steps []Step) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, step := range steps {
		if err := step.Run(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func leaks(db *sql.DB, step Step) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := step.Run(tx); err != nil {
		return err
	}
	resp, err := http.Get("https://example.com/next") // want:http-in-tx
	if err != nil {
		return err // want:missing-rollback
	}
	defer resp.Body.Close()
	return tx.Commit()
}
