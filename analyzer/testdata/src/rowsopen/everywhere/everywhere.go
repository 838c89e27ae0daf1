// config: enable=statement-while-rows-open

// Package everywhere asks for it with every library.
package everywhere

import (
	"context"
	"database/sql"
)

func inLoop(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}

func prepared(ctx context.Context, tx *sql.Tx) error {
	find, err := tx.PrepareContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer find.Close()
	touch, err := tx.PrepareContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?")
	if err != nil {
		return err
	}
	defer touch.Close()
	rows, err := find.QueryContext(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := touch.ExecContext(ctx, id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}

type joined struct{ *sql.Rows }

// embedded: what embeds the rows closes them.
func embedded(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	j := joined{rows}
	for j.Next() {
	}
	_, err = tx.ExecContext(ctx, "UPDATE stats SET n = 1")
	return err
}

// oneOfTwo: a statement prepared on one of two ways is one of the transaction.
func oneOfTwo(ctx context.Context, tx *sql.Tx, old bool) error {
	var find *sql.Stmt
	var err error
	if old {
		find, err = tx.PrepareContext(ctx, "SELECT id FROM old_orders")
	} else {
		find, err = tx.PrepareContext(ctx, "SELECT id FROM orders")
	}
	if err != nil {
		return err
	}
	defer find.Close()
	rows, err := find.QueryContext(ctx)
	if err != nil {
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE stats SET n = 1")
	return err
}
