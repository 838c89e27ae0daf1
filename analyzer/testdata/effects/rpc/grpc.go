// Package rpc calls other services.
package rpc

import (
	"context"
	"database/sql"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// A connection dials when it is used.
func byGRPC(ctx context.Context, tx *sql.Tx) error {
	conn, err := grpc.NewClient("dns:///health", grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	c := health.NewHealthClient(conn)
	ctx = metadata.AppendToOutgoingContext(ctx, "order", "1")
	if _, err := c.Check(ctx, &health.HealthCheckRequest{}, grpc.WaitForReady(true)); err != nil { // want:rpc-in-tx
		_ = status.Code(err)
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = c.Check(ctx, &health.HealthCheckRequest{})
	return err
}

func byStream(ctx context.Context, tx *sql.Tx, c health.HealthClient) error {
	s, err := c.Watch(ctx, &health.HealthCheckRequest{}) // want:rpc-in-tx
	if err != nil {
		return err
	}
	_, err = s.Recv() // want:rpc-in-tx
	return err
}

func byInvoke(ctx context.Context, tx *sql.Tx, conn grpc.ClientConnInterface) error {
	return conn.Invoke(ctx, "/health", nil, nil) // want:rpc-in-tx
}

// What a server registers is called by others.
func byServer(tx *sql.Tx, h health.HealthServer) {
	s := grpc.NewServer()
	health.RegisterHealthServer(s, h)
}
