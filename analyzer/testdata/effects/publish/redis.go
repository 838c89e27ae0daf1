package publish

import (
	"context"
	"database/sql"

	redis8 "github.com/go-redis/redis/v8"
	"github.com/redis/go-redis/v9"
)

// Of the commands of Redis, these publish.
func byRedis(ctx context.Context, tx *sql.Tx, c *redis.Client) error {
	if err := c.Publish(ctx, "orders", "paid").Err(); err != nil { // want:publish-in-tx
		return err
	}
	return c.XAdd(ctx, &redis.XAddArgs{Stream: "orders"}).Err() // want:publish-in-tx
}

func byRedisInterface(ctx context.Context, tx *sql.Tx, c redis.UniversalClient) error {
	return c.Publish(ctx, "orders", "paid").Err() // want:publish-in-tx
}

func bySubscription(ctx context.Context, tx *sql.Tx, c *redis.Client) error {
	s := c.Subscribe(ctx, "orders")
	_, err := s.ReceiveMessage(ctx) // want:publish-in-tx
	return err
}

func byRedis8(ctx context.Context, tx *sql.Tx, c redis8.Cmdable) error {
	if err := c.Publish(ctx, "orders", "paid").Err(); err != nil { // want:publish-in-tx
		return err
	}
	return c.XAdd(ctx, &redis8.XAddArgs{Stream: "orders"}).Err() // want:publish-in-tx
}
