package ownership

import (
	"context"
	"database/sql"
	"errors"
)

// Wrong: an opener that fails half-way returns neither the transaction nor a rollback.
func openHalf(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL role TO app"); err != nil {
		return nil, err // want:missing-rollback
	}
	return tx, nil
}

// Wrong: the same with a struct around it.
func openSessionHalf(db *sql.DB, n int) (*session, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	s := &session{tx: tx, n: n}
	if n > 10 {
		return nil, errors.New("too many") // want:missing-rollback
	}
	return s, nil
}

type queries struct{ tx *sql.Tx }

func newQueries(tx *sql.Tx) *queries { return &queries{tx: tx} }

func (q *queries) withTx(tx *sql.Tx) *queries { return &queries{tx: tx} }

func (q *queries) insert(id int64) error {
	_, err := q.tx.Exec(insert, id)
	return err
}

// Wrong: the wrapper stays in the function, and so does the transaction.
func wrapped(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	q := newQueries(tx)
	if err := q.insert(id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the same through a method that wraps.
func (q *queries) wrappedByMethod(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := q.withTx(tx).insert(id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: a literal that is only called captures it, and is handed to nobody.
func captured(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	add := func(id int64) error {
		_, err := tx.Exec(insert, id)
		return err
	}
	for _, id := range ids {
		if err := add(id); err != nil {
			return err // want:missing-rollback
		}
	}
	return tx.Commit()
}

// Wrong: a local struct that nobody else sees.
func localStruct(dbs map[string]*sql.DB, id int64) error {
	db := dbs["orders"]
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	args := struct {
		tx *sql.Tx
		id int64
	}{tx, id}
	if _, err := args.tx.Exec(insert, args.id); err != nil {
		return err // want:missing-rollback
	}
	return args.tx.Commit()
}

// Wrong: returned in one case, forgotten in the other.
func sometimesReturned(db *sql.DB, keep bool) *sql.Tx {
	tx, err := db.Begin()
	if err != nil {
		return nil
	}
	if keep {
		return tx
	}
	return nil // want:missing-rollback
}
