// Package cache talks to caches, to servers that keep locks and configuration,
// and to other stores.
package cache

import (
	"context"
	"database/sql"
	"time"

	"github.com/bradfitz/gomemcache/memcache"
	"github.com/bsm/redislock"
	redis6 "github.com/go-redis/redis"
	redis8 "github.com/go-redis/redis/v8"
	"github.com/go-redsync/redsync/v4"
	redigo "github.com/gomodule/redigo/redis"
	"github.com/redis/go-redis/v9"
	"github.com/redis/rueidis"
	"github.com/valkey-io/valkey-go"
)

func byRedis(ctx context.Context, tx *sql.Tx) error {
	c := redis.NewClient(&redis.Options{Addr: "redis:6379"})
	if err := c.Set(ctx, "order", "paid", time.Hour).Err(); err != nil { // want:cache-in-tx
		return err
	}
	_ = c.Options()
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.Del(ctx, "order").Err()
}

func byRedisInterface(ctx context.Context, tx *sql.Tx, c redis.UniversalClient) error {
	if _, err := c.Get(ctx, "order").Result(); err == redis.Nil { // want:cache-in-tx
		return nil
	}
	return c.HSet(ctx, "orders", "1", "paid").Err() // want:cache-in-tx
}

func byScript(ctx context.Context, tx *sql.Tx, c redis.Scripter) error {
	s := redis.NewScript("return 1")
	return s.Run(ctx, c, nil).Err() // want:cache-in-tx
}

func byPipeline(ctx context.Context, tx *sql.Tx, c *redis.Client) error {
	p := c.Pipeline()
	_, err := p.Exec(ctx) // want:cache-in-tx
	return err
}

// Of a subscription nothing is read yet.
func bySubscription(ctx context.Context, tx *sql.Tx, c *redis.Client) *redis.PubSub {
	return c.Subscribe(ctx, "orders")
}

func byRedis8(ctx context.Context, tx *sql.Tx, c *redis8.Client) error {
	c = c.WithContext(ctx)
	return c.Set(ctx, "order", "paid", 0).Err() // want:cache-in-tx
}

// Before version 8 commands took no context.
func byRedis6(ctx context.Context, tx *sql.Tx) error {
	c := redis6.NewClient(&redis6.Options{Addr: "redis:6379"}).WithContext(ctx)
	if err := c.Set("order", "paid", 0).Err(); err != nil { // want:cache-in-tx
		return err
	}
	_, err := c.Get("order").Int() // want:cache-in-tx
	return err
}

func byRedis6Interface(tx *sql.Tx, c redis6.UniversalClient) error {
	if err := c.Del("order").Err(); err != nil { // want:cache-in-tx
		return err
	}
	return c.Publish("orders", "paid").Err() // want:publish-in-tx
}

// What a connection is sent waits until it is flushed.
func byRedigo(tx *sql.Tx, p *redigo.Pool) error {
	c := p.Get()
	defer c.Close()
	if err := c.Send("INCR", "orders"); err != nil {
		return err
	}
	args := redigo.Args{}.Add("order").Add("paid")
	_, err := redigo.String(c.Do("SET", args...)) // want:cache-in-tx
	return err
}

func byRueidis(ctx context.Context, tx *sql.Tx, c rueidis.Client) error {
	cmd := c.B().Set().Key("order").Value("paid").Build()
	return c.Do(ctx, cmd).Error() // want:cache-in-tx
}

func byValkey(ctx context.Context, tx *sql.Tx, c valkey.Client) error {
	return c.Do(ctx, c.B().Get().Key("order").Build()).Error() // want:cache-in-tx
}

func byMemcache(tx *sql.Tx) error {
	c := memcache.New("memcache:11211")
	return c.Set(&memcache.Item{Key: "order", Value: []byte("paid")}) // want:cache-in-tx
}

func byRedislock(ctx context.Context, tx *sql.Tx, c *redis.Client) error {
	l, err := redislock.New(c).Obtain(ctx, "order", time.Second, nil) // want:cache-in-tx
	if err != nil {
		return err
	}
	_ = l.Key()
	return l.Release(ctx) // want:cache-in-tx
}

func byRedsync(ctx context.Context, tx *sql.Tx, r *redsync.Redsync) error {
	m := r.NewMutex("order", redsync.WithTries(3))
	return m.LockContext(ctx) // want:cache-in-tx
}
