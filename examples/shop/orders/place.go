package orders

import (
	"bufio"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/txlint/txlint/examples/shop/queue"
)

// Place takes an order and charges for it.
func (s *Store) Place(ctx context.Context, mail string, cents int) (id int64, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if id, err = insert(ctx, tx, mail, cents); err != nil {
			return err
		}
		if err := s.payment.Charge(ctx, id, cents); err != nil {
			return err
		}
		return setState(ctx, tx, id, "paid")
	})
	return id, err
}

// Reserve has the warehouse set an article aside.
func (s *Store) Reserve(ctx context.Context, id int64, sku string, pieces int) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		ok, err := s.warehouse.Reserve(sku, pieces)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("%s is sold out", sku)
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO lines VALUES (?, ?, ?)", id, sku, pieces)
		return err
	})
}

// Ship marks an order as sent, and mails the receipt.
func (s *Store) Ship(ctx context.Context, id int64, mail string, cents int) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "shipped"); err != nil {
			return err
		}
		return s.mailer.Send(mail, id, cents)
	})
}

// Announce tells other services of an order.
func (s *Store) Announce(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := queue.Publish("orders", id); err != nil {
			return err
		}
		return setState(ctx, tx, id, "announced")
	})
}

// Invoice stores the invoice of an order.
func (s *Store) Invoice(ctx context.Context, id int64, text []byte) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "invoiced"); err != nil {
			return err
		}
		return queue.Store(fmt.Sprint("invoices/", id), text)
	})
}

// Touch drops an order from the cache when it changes.
func (s *Store) Touch(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "touched"); err != nil {
			return err
		}
		return queue.Forget(fmt.Sprint("orders/", id))
	})
}

// Export writes all orders to a file.
func (s *Store) Export(ctx context.Context, name string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		text, err := list(ctx, tx)
		if err != nil {
			return err
		}
		return os.WriteFile(name, text, 0o600)
	})
}

// list renders all orders.
func list(ctx context.Context, tx *sql.Tx) (text []byte, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, cents FROM orders ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, cents int64
		if err := rows.Scan(&id, &cents); err != nil {
			return nil, err
		}
		text = fmt.Appendf(text, "%d\t%d\n", id, cents)
	}
	return text, rows.Err()
}

// Backup keeps the number of orders beside a dump of them.
func (s *Store) Backup(ctx context.Context, command string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO audit SELECT count(*), 'backup' FROM orders"); err != nil {
			return err
		}
		return exec.CommandContext(ctx, command).Run()
	})
}

// Retry gives an order another try a little later.
func (s *Store) Retry(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "waiting"); err != nil {
			return err
		}
		time.Sleep(100 * time.Millisecond)
		return setState(ctx, tx, id, "new")
	})
}

// Origin notes where an order came from.
func (s *Store) Origin(ctx context.Context, id int64, host string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		addrs, err := net.LookupHost(host)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO audit VALUES (?, ?)", id, fmt.Sprint(addrs))
		return err
	})
}

// Upload takes orders from the body of a request, one a line.
func (s *Store) Upload(r *http.Request) error {
	return s.inTx(r.Context(), func(tx *sql.Tx) error {
		var o struct {
			Mail  string
			Cents int
		}
		if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
			return err
		}
		_, err := insert(r.Context(), tx, o.Mail, o.Cents)
		return err
	})
}

// Count adds up the pieces of several orders.
func (s *Store) Count(ctx context.Context, ids []int64, weigh func(id int64)) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var wg sync.WaitGroup
		for _, id := range ids {
			wg.Go(func() { weigh(id) })
		}
		wg.Wait()
		return setState(ctx, tx, ids[0], "counted")
	})
}

// Archive packs all orders.
func (s *Store) Archive(ctx context.Context, w io.Writer) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		text, err := list(ctx, tx)
		if err != nil {
			return err
		}
		packed := gzip.NewWriter(bufio.NewWriter(w))
		if _, err := packed.Write(text); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM orders")
		return err
	})
}
