package rpc

import (
	"context"
	"database/sql"
	"net/http"

	"connectrpc.com/connect"

	"effects/rpc/shop"
)

func byConnect(ctx context.Context, tx *sql.Tx) error {
	c := shop.NewOrdersClient(http.DefaultClient, "https://shop.example.com", connect.WithGRPC())
	req := connect.NewRequest(&shop.Order{ID: 1})
	req.Header().Set("order", "1")
	if _, err := c.Ship(ctx, req); err != nil { // want:rpc-in-tx
		_ = connect.CodeOf(err)
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := c.Ship(ctx, req)
	return err
}

func byConnectClient(ctx context.Context, tx *sql.Tx, c *connect.Client[shop.Order, shop.Order]) error {
	s, err := c.CallServerStream(ctx, connect.NewRequest(&shop.Order{})) // want:rpc-in-tx
	if err != nil {
		return err
	}
	s.Receive()      // want:rpc-in-tx
	return s.Close() // want:rpc-in-tx
}

func byTwirp(ctx context.Context, tx *sql.Tx) error {
	c := shop.NewStockProtobufClient("https://shop.example.com", http.DefaultClient)
	_, err := c.Reserve(ctx, &shop.Order{ID: 1}) // want:rpc-in-tx
	return err
}
