// Package off: what database/sql does about open rows depends on the driver.
package off

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
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil {
			return err
		}
	}
	return rows.Err()
}
