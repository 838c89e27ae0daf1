// Package watermillsql publishes through publishers that write rows.
package watermillsql

import (
	"context"
	"database/sql"

	"github.com/ThreeDotsLabs/watermill"
	wsql "github.com/ThreeDotsLabs/watermill-sql/v4/pkg/sql"
	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/ThreeDotsLabs/watermill/components/forwarder"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/jackc/pgx/v5"
)

type outbox struct {
	db     *sql.DB
	log    watermill.LoggerAdapter
	broker message.Publisher
}

func (o *outbox) right(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	pub, err := wsql.NewPublisher(wsql.TxFromStdSQL(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	if err := pub.Publish("orders", msg); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return o.broker.Publish("orders", msg)
}

func (o *outbox) rightOnPgx(ctx context.Context, tx pgx.Tx, msg *message.Message) error {
	pub, err := wsql.NewPublisher(wsql.TxFromPgx(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	return pub.Publish("orders", msg)
}

func (o *outbox) broadcasts(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := o.broker.Publish("orders", msg); err != nil { // want:publish-in-tx
		return err
	}
	return tx.Commit()
}

// A publisher that is made of the pool writes on another connection.
func (o *outbox) wrong(ctx context.Context, msg *message.Message) error {
	pub, err := wsql.NewPublisher(wsql.BeginnerFromStdSQL(o.db), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := pub.Publish("orders", msg); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (o *outbox) dropped(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	pub, err := wsql.NewPublisher(wsql.TxFromStdSQL(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	pub.Publish("orders", msg) // want:swallowed-error
	return tx.Commit()
}

// A publisher behind the interface is the one that was put there.
func (o *outbox) rightBehind(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var pub message.Publisher
	pub, err = wsql.NewPublisher(wsql.TxFromStdSQL(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	if err := pub.Publish("orders", msg); err != nil {
		return err
	}
	return tx.Commit()
}

// The forwarder's publisher puts messages into envelopes, and into the outbox.
func (o *outbox) rightForwarded(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var pub message.Publisher
	pub, err = wsql.NewPublisher(wsql.TxFromStdSQL(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return err
	}
	pub = forwarder.NewPublisher(pub, forwarder.PublisherConfig{ForwarderTopic: "outbox"})
	if err := pub.Publish("orders", msg); err != nil {
		return err
	}
	return tx.Commit()
}

func (o *outbox) publisher(tx *sql.Tx) (message.Publisher, error) {
	pub, err := wsql.NewPublisher(wsql.TxFromStdSQL(tx), wsql.PublisherConfig{SchemaAdapter: wsql.DefaultPostgreSQLSchema{}}, o.log)
	if err != nil {
		return nil, err
	}
	return forwarder.NewPublisher(pub, forwarder.PublisherConfig{ForwarderTopic: "outbox"}), nil
}

func (o *outbox) rightMade(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	pub, err := o.publisher(tx)
	if err != nil {
		return err
	}
	if err := pub.Publish("orders", msg); err != nil {
		return err
	}
	return tx.Commit()
}

func (o *outbox) rightOnBus(ctx context.Context, config cqrs.EventBusConfig, event any) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	pub, err := o.publisher(tx)
	if err != nil {
		return err
	}
	bus, err := cqrs.NewEventBusWithConfig(pub, config)
	if err != nil {
		return err
	}
	if err := bus.Publish(ctx, event); err != nil {
		return err
	}
	return tx.Commit()
}

func (o *outbox) wrongOnBus(ctx context.Context, bus *cqrs.EventBus, event any) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := bus.Publish(ctx, event); err != nil { // want:publish-in-tx
		return err
	}
	return tx.Commit()
}

func (o *outbox) publish(pub message.Publisher, msg *message.Message) error {
	return pub.Publish("orders", msg)
}

func (o *outbox) throughHelper(ctx context.Context, msg *message.Message) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	pub, err := o.publisher(tx)
	if err != nil {
		return err
	}
	if err := o.publish(pub, msg); err != nil {
		return err
	}
	if err := o.publish(o.broker, msg); err != nil { // want:publish-in-tx
		return err
	}
	return tx.Commit()
}
