// Package shards holds several transactions at a time in slices and maps.
package shards

import (
	"database/sql"
	"errors"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func rollbackAll(txs []*sql.Tx) {
	for _, tx := range txs {
		tx.Rollback()
	}
}

// Right: all that were opened are rolled back behind the loop.
func everywhere(dbs []*sql.DB, id int64) (err error) {
	var txs []*sql.Tx
	defer func() { rollbackAll(txs) }()
	for _, db := range dbs {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		txs = append(txs, tx)
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
	}
	for _, tx := range txs {
		err = errors.Join(err, tx.Commit())
	}
	return err
}

// Right: one for each shard, opened when the first row for it comes.
func perShard(dbs map[int64]*sql.DB, ids []int64) (err error) {
	txs := map[int64]*sql.Tx{}
	defer func() {
		for _, tx := range txs {
			tx.Rollback()
		}
	}()
	for _, id := range ids {
		shard := id % 16
		tx, ok := txs[shard]
		if !ok {
			if tx, err = dbs[shard].Begin(); err != nil {
				return err
			}
			txs[shard] = tx
		}
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
	}
	for shard, tx := range txs {
		if err := tx.Commit(); err != nil {
			return err
		}
		delete(txs, shard)
	}
	return nil
}

// Right: what has to be cleaned up is kept in a list that runs at the end.
func cleanups(orders, ledger *sql.DB, id int64) error {
	var undo []func() error
	defer func() {
		for _, f := range undo {
			f()
		}
	}()
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	undo = append(undo, a.Rollback)
	b, err := ledger.Begin()
	if err != nil {
		return err
	}
	undo = append(undo, func() error { return b.Rollback() })
	if _, err := a.Exec(insert, id); err != nil {
		return err
	}
	if _, err := b.Exec(insert, id); err != nil {
		return err
	}
	return errors.Join(a.Commit(), b.Commit())
}

// Right: two at a time, each with its defer.
func pair(orders, ledger *sql.DB, id int64) error {
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	defer a.Rollback()
	b, err := ledger.Begin()
	if err != nil {
		return err
	}
	defer b.Rollback()
	if _, err := a.Exec(insert, id); err != nil {
		return err
	}
	if _, err := b.Exec(insert, id); err != nil {
		return err
	}
	if err := a.Commit(); err != nil {
		return err
	}
	return b.Commit()
}

// Wrong: the commit of the first fails, and the second stays open.
func secondLeaks(orders, ledger *sql.DB, id int64) error {
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	defer a.Rollback()
	b, err := ledger.Begin()
	if err != nil {
		return err
	}
	if _, err := b.Exec(insert, id); err != nil {
		b.Rollback()
		return err
	}
	if err := a.Commit(); err != nil {
		return err // want:missing-rollback
	}
	return b.Commit()
}

// Wrong: both stay open at the same return, which is one finding.
func bothLeak(orders, ledger *sql.DB, id int64) error {
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	b, err := ledger.Begin()
	if err != nil {
		a.Rollback()
		return err
	}
	if id == 0 {
		return errors.New("empty order") // want:missing-rollback
	}
	if err := a.Commit(); err != nil {
		b.Rollback()
		return err
	}
	return b.Commit()
}
