package orders

import (
	"context"
	"database/sql"
	"sync"
)

// totals remembers what customers have ordered.
var totals sync.Map

// forgetTotal drops the total of a customer.
//
//txlint:never-in-tx who asks before the commit remembers the old total for good
func forgetTotal(mail string) { totals.Delete(mail) }

// Refund pays an order back.
func (s *Store) Refund(ctx context.Context, id int64, mail string) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, "refunded") })
	if err != nil {
		return err
	}
	forgetTotal(mail)
	return nil
}
