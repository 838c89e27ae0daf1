package direct

import (
	"context"
	"database/sql"
)

func (s *Store) otherField(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.replica.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Which of two it is depends.
func (s *Store) either(ctx context.Context, remote bool) error {
	db := s.db
	if remote {
		db = s.replica
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func twoStores(ctx context.Context, from, to *Store) error {
	tx, err := to.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := from.db.QueryRowContext(ctx, "SELECT n FROM a").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = ?", n); err != nil {
		return err
	}
	return tx.Commit()
}

func twoLocals(from, to string) error {
	source, err := sql.Open("sqlite", from)
	if err != nil {
		return err
	}
	target, err := sql.Open("sqlite", to)
	if err != nil {
		return err
	}
	tx, err := target.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := source.Exec("DELETE FROM a"); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) before(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return err
	}
	var n int
	if err := s.db.QueryRowContext(ctx, "SELECT n FROM a").Scan(&n); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (?)", err.Error())
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = ?", n); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) after(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		if rollback := tx.Rollback(); rollback != nil {
			return rollback
		}
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (?)", err.Error())
		return err
	}
	if err := tx.Commit(); err != nil {
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (?)", err.Error())
		return err
	}
	_, err = s.db.ExecContext(ctx, "VACUUM")
	return err
}

func (s *Store) statistics(ctx context.Context) (int, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	n := s.db.Stats().InUse
	s.db.SetMaxIdleConns(n)
	return n, tx.Commit()
}

// A statement prepared in advance runs on the transaction through Stmt.
func (s *Store) preparedInAdvance(ctx context.Context, ids []int) error {
	stmt, err := s.db.PrepareContext(ctx, "UPDATE a SET n = 1 WHERE id = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inTx := tx.StmtContext(ctx, stmt)
	for _, id := range ids {
		if _, err := inTx.ExecContext(ctx, id); err != nil {
			return err
		}
	}
	if _, err := tx.Stmt(stmt).Exec(0); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) onConn(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := conn.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Registered first, so it runs when the rollback has.
func (s *Store) deferredAfter(ctx context.Context) error {
	defer s.db.ExecContext(ctx, "DELETE FROM locks")
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Store) eachTurnRight(ctx context.Context, ids []int) error {
	for _, id := range ids {
		if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1 WHERE id = ?", id); err != nil {
			return err
		}
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE b SET n = 1 WHERE id = ?", id); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Rows of the pool that were opened before: what is left to read is.
func (s *Store) rowsBefore(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM a")
	if err != nil {
		return err
	}
	defer rows.Close()
	tx, err := s.replica.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO a VALUES (?)", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// What another goroutine does waits for nobody here.
func (s *Store) elsewhere(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	go func() { _, _ = s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1") }()
	return tx.Commit()
}

type worker struct{ db *sql.DB }

var workers []*worker

// The pool is handed on to be stored.
func (s *Store) handsOn(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	workers = append(workers, &worker{s.db})
	w := &worker{db: s.db}
	w.keep()
	return tx.Commit()
}

func (w *worker) keep() { workers = append(workers, w) }

func begins(db *sql.DB) (*sql.Tx, error) { return db.Begin() }

// A pool that is assigned anew is another one.
func (s *Store) reopened(ctx context.Context, dsn string) error {
	db := s.db
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if db, err = sql.Open("sqlite", dsn); err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Preparing in the region is preparing: what is run is bound to the transaction.
func (s *Store) preparedInside(ctx context.Context, ids []int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := s.db.PrepareContext(ctx, "UPDATE a SET n = 1 WHERE id = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, id := range ids {
		if _, err := tx.StmtContext(ctx, stmt).ExecContext(ctx, id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

type preparer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

func prepare(ctx context.Context, p preparer) (*sql.Stmt, error) {
	return p.PrepareContext(ctx, "UPDATE a SET n = 1")
}

func (s *Store) handsOnToPrepare(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := prepare(ctx, s.db)
	if err != nil {
		return err
	}
	defer stmt.Close()
	if _, err := tx.StmtContext(ctx, stmt).ExecContext(ctx); err != nil {
		return err
	}
	return tx.Commit()
}
