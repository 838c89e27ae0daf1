// Package rpc has calls of net/rpc inside and outside of transactions.
package rpc

import (
	"context"
	"database/sql"
	"net/rpc"
	"net/rpc/jsonrpc"
)

// A synchronous call.
func call(ctx context.Context, db *sql.DB, c *rpc.Client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var rest int
	if err := c.Call("Stock.Take", 1, &rest); err != nil { // want:rpc-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE stock SET n = ?", rest); err != nil {
		return err
	}
	return tx.Commit()
}

// An asynchronous call sends at once; its channel is waited for after the commit.
func callAsync(ctx context.Context, db *sql.DB, c *rpc.Client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE stock SET n = 0"); err != nil {
		return err
	}
	pending := c.Go("Stock.Take", 1, nil, nil) // want:rpc-in-tx
	if err := tx.Commit(); err != nil {
		return err
	}
	return (<-pending.Done).Error
}

// Waiting for an answer inside is waiting for a channel.
func awaitAsync(tx *sql.Tx, pending *rpc.Call) error {
	<-pending.Done // want:wait-in-tx
	if pending.Error != nil {
		return pending.Error
	}
	_, err := tx.Exec("UPDATE stock SET n = 0")
	return err
}

// Dialling a server of remote procedures is the specific row's, not net's.
func dial(tx *sql.Tx, addr string) error {
	a, err := rpc.Dial("tcp", addr) // want:rpc-in-tx
	if err != nil {
		return err
	}
	b, err := rpc.DialHTTP("tcp", addr) // want:rpc-in-tx
	if err != nil {
		return err
	}
	c, err := jsonrpc.Dial("tcp", addr) // want:rpc-in-tx
	if err != nil {
		return err
	}
	return use(a, b, c)
}

func use(clients ...*rpc.Client) error {
	if len(clients) == 0 {
		return rpc.ErrShutdown
	}
	return nil
}

// Before the transaction.
func callBefore(ctx context.Context, db *sql.DB, c *rpc.Client) error {
	var rest int
	if err := c.Call("Stock.Rest", 1, &rest); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE stock SET n = ?", rest); err != nil {
		return err
	}
	return tx.Commit()
}

// After the commit.
func callAfter(ctx context.Context, db *sql.DB, c *rpc.Client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE stock SET n = 0"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.Call("Stock.Changed", 1, nil)
}

// Composing a call sends nothing.
func compose(tx *sql.Tx) error {
	req := rpc.Request{ServiceMethod: "Stock.Take", Seq: 1}
	_, err := tx.Exec("INSERT INTO outbox VALUES (?, ?)", req.ServiceMethod, req.Seq)
	return err
}

// A store of the user's that has a method named Call.
type ledger struct{ entries []string }

// Call appends an entry.
func (l *ledger) Call(name string, args any, reply any) error {
	l.entries = append(l.entries, name)
	return nil
}

func ownCall(tx *sql.Tx, l *ledger) error {
	if err := l.Call("Stock.Take", 1, nil); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO entries VALUES (?)", l.entries[0])
	return err
}
