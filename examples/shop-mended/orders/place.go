package orders

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
)

// Place takes an order and charges for it: the order is there before the
// charge, and its outcome is noted after.
func (s *Store) Place(ctx context.Context, mail string, cents int) (id int64, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		id, err = insert(ctx, tx, mail, cents)
		return err
	})
	if err != nil {
		return 0, err
	}
	state := "paid"
	charged := s.payment.Charge(ctx, id, cents)
	if charged != nil {
		state = "unpaid"
	}
	err = s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, state) })
	return id, errors.Join(charged, err)
}

// Reserve has the warehouse set an article aside, and then notes it.
func (s *Store) Reserve(ctx context.Context, id int64, sku string, pieces int) error {
	ok, err := s.warehouse.Reserve(sku, pieces)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%s is sold out", sku)
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO lines VALUES (?, ?, ?)", id, sku, pieces)
		return err
	})
}

// Ship marks an order as sent, and mails the receipt when that is certain.
func (s *Store) Ship(ctx context.Context, id int64, mail string, cents int) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, "shipped") })
	if err != nil {
		return err
	}
	return s.mailer.Send(mail, id, cents)
}

// Announce writes an event with the change it tells of; Deliver publishes it.
func (s *Store) Announce(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "announced"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO outbox (event) VALUES (?)", fmt.Sprint("orders/", id))
		return err
	})
}

// Deliver publishes the events of the outbox, oldest first. An event is
// deleted after it was published: it can come twice, and is never lost.
func (s *Store) Deliver(ctx context.Context) error {
	for {
		var n int64
		var event string
		err := s.db.QueryRowContext(ctx, "SELECT n, event FROM outbox ORDER BY n LIMIT 1").Scan(&n, &event)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.queue.Publish(event); err != nil {
			return err
		}
		if _, err := s.db.ExecContext(ctx, "DELETE FROM outbox WHERE n = ?", n); err != nil {
			return err
		}
	}
}

// Invoice stores the invoice of an order under a name that is its own, and
// then marks the order.
func (s *Store) Invoice(ctx context.Context, id int64, text []byte) error {
	if err := s.queue.Store(fmt.Sprint("invoices/", id), text); err != nil {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, "invoiced") })
}

// Touch drops an order from the cache when its change can be seen.
func (s *Store) Touch(ctx context.Context, id int64) error {
	if err := s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, "touched") }); err != nil {
		return err
	}
	return s.queue.Forget(fmt.Sprint("orders/", id))
}

// Export writes all orders to a file, as they are at one time.
func (s *Store) Export(ctx context.Context, name string) error {
	text, err := s.list(ctx)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}

// list renders all orders.
func (s *Store) list(ctx context.Context) (text []byte, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id, cents FROM orders ORDER BY id")
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var id, cents int64
			if err := rows.Scan(&id, &cents); err != nil {
				return err
			}
			text = fmt.Appendf(text, "%d\t%d\n", id, cents)
		}
		return rows.Err()
	})
	return text, err
}

// Upload takes an order from the body of a request, read before the
// transaction begins.
func (s *Store) Upload(r *http.Request) (id int64, err error) {
	var o struct {
		Mail  string
		Cents int
	}
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return 0, err
	}
	err = s.inTx(r.Context(), func(tx *sql.Tx) error {
		id, err = insert(r.Context(), tx, o.Mail, o.Cents)
		return err
	})
	return id, err
}

// Archive packs all orders and then deletes those that it packed.
func (s *Store) Archive(ctx context.Context, w io.Writer) error {
	text, err := s.list(ctx)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	gz := gzip.NewWriter(&packed)
	if _, err := gz.Write(text); err != nil {
		return err
	}
	if err := gz.Close(); err != nil {
		return err
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		return err
	}
	last := bytes.Count(text, []byte("\n"))
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT ?)", last)
		return err
	})
}
