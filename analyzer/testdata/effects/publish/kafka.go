// Package publish hands messages, jobs and notifications to brokers, queues and
// people.
package publish

import (
	"context"
	"database/sql"

	"github.com/IBM/sarama"
	shopify "github.com/Shopify/sarama"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

func bySarama(tx *sql.Tx, cfg *sarama.Config) error {
	p, err := sarama.NewSyncProducer([]string{"kafka:9092"}, cfg) // want:publish-in-tx
	if err != nil {
		return err
	}
	m := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("paid")}
	if _, _, err := p.SendMessage(m); err != nil { // want:publish-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, _, err = p.SendMessage(m)
	return err
}

// What is sent to its channel is published.
func bySaramaAsync(tx *sql.Tx, p sarama.AsyncProducer) {
	m := &sarama.ProducerMessage{Topic: "orders"}
	p.Input() <- m // want:publish-in-tx
	in := p.Input()
	in <- m // want:publish-in-tx
}

func bySaramaSelect(ctx context.Context, tx *sql.Tx, p sarama.AsyncProducer) error {
	select { // want:publish-in-tx
	case p.Input() <- &sarama.ProducerMessage{Topic: "orders"}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func bySaramaTry(tx *sql.Tx, p sarama.AsyncProducer) {
	select { // want:publish-in-tx
	case p.Input() <- &sarama.ProducerMessage{Topic: "orders"}:
	default:
	}
}

func byShopify(tx *sql.Tx, p shopify.SyncProducer) error {
	return p.SendMessages([]*shopify.ProducerMessage{{Topic: "orders"}}) // want:publish-in-tx
}

func byKafkaGo(ctx context.Context, tx *sql.Tx) error {
	w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "orders", Balancer: &kafka.LeastBytes{}}
	return w.WriteMessages(ctx, kafka.Message{Value: []byte("paid")}) // want:publish-in-tx
}

func byKafkaGoReader(ctx context.Context, tx *sql.Tx) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "orders"})
	_, err := r.ReadMessage(ctx) // want:publish-in-tx
	return err
}

func byFranz(ctx context.Context, tx *sql.Tx) error {
	c, err := kgo.NewClient(kgo.SeedBrokers("kafka:9092"))
	if err != nil {
		return err
	}
	r := kgo.StringRecord("paid")
	c.Produce(ctx, r, nil)                  // want:publish-in-tx
	return c.ProduceSync(ctx, r).FirstErr() // want:publish-in-tx
}
