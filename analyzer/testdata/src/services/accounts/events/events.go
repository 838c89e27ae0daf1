// Package events tells others, by a chain of decorators.
package events

import (
	"context"
	"log/slog"
	"net"
	"time"
)

type Publisher interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

type tcp struct{ conn net.Conn }

func Dial(addr string) (Publisher, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &tcp{conn: conn}, nil
}

func (t *tcp) Publish(ctx context.Context, topic string, payload []byte) error {
	if _, err := t.conn.Write(append([]byte(topic), payload...)); err != nil {
		return err
	}
	return nil
}

type metrics struct {
	next  Publisher
	took  map[string]time.Duration
	clock func() time.Time
}

func Metered(next Publisher) Publisher {
	return &metrics{next: next, took: map[string]time.Duration{}, clock: time.Now}
}

func (m *metrics) Publish(ctx context.Context, topic string, payload []byte) error {
	from := m.clock()
	defer func() { m.took[topic] += m.clock().Sub(from) }()
	return m.next.Publish(ctx, topic, payload)
}

type Func func(ctx context.Context, topic string, payload []byte) error

func (f Func) Publish(ctx context.Context, topic string, payload []byte) error {
	return f(ctx, topic, payload)
}

func Logged(next Publisher) Publisher {
	return Func(func(ctx context.Context, topic string, payload []byte) error {
		slog.Info("publish", "topic", topic)
		return next.Publish(ctx, topic, payload)
	})
}

// Outbox keeps events for after the commit.
type Outbox struct {
	next    Publisher
	pending []func(context.Context) error
}

func NewOutbox(next Publisher) *Outbox { return &Outbox{next: next} }

func (o *Outbox) Add(topic string, payload []byte) {
	o.pending = append(o.pending, func(ctx context.Context) error {
		return o.next.Publish(ctx, topic, payload)
	})
}

func (o *Outbox) Flush(ctx context.Context) error {
	for _, p := range o.pending {
		if err := p(ctx); err != nil {
			return err
		}
	}
	o.pending = nil
	return nil
}
