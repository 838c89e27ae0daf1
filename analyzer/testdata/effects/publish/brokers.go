package publish

import (
	"context"
	"database/sql"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/apache/pulsar-client-go/pulsar"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nsqio/go-nsq"
	"github.com/rabbitmq/amqp091-go"
	"github.com/streadway/amqp"
	"gocloud.dev/pubsub"
)

func byNATS(tx *sql.Tx) error {
	c, err := nats.Connect(nats.DefaultURL, nats.Name("shop")) // want:publish-in-tx
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders")
	m.Header.Set("order", "1")
	if err := c.PublishMsg(m); err != nil { // want:publish-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.PublishMsg(m)
}

func byNATSStream(tx *sql.Tx, c *nats.Conn) error {
	js, err := c.JetStream()
	if err != nil {
		return err
	}
	_, err = js.Publish("orders", nil) // want:publish-in-tx
	return err
}

func byJetStream(ctx context.Context, tx *sql.Tx, c *nats.Conn) error {
	js, err := jetstream.New(c)
	if err != nil {
		return err
	}
	if _, err := js.Publish(ctx, "orders", nil); err != nil { // want:publish-in-tx
		return err
	}
	_, err = js.PublishAsync("orders", nil) // want:publish-in-tx
	return err
}

func byJetStreamMessage(tx *sql.Tx, m jetstream.Msg) error {
	_ = m.Subject()
	return m.Ack() // want:publish-in-tx
}

func byAMQP(ctx context.Context, tx *sql.Tx) error {
	conn, err := amqp091.Dial("amqp://rabbit") // want:publish-in-tx
	if err != nil {
		return err
	}
	ch, err := conn.Channel() // want:publish-in-tx
	if err != nil {
		return err
	}
	m := amqp091.Publishing{ContentType: "text/plain", Headers: amqp091.Table{"order": 1}}
	return ch.PublishWithContext(ctx, "", "orders", false, false, m) // want:publish-in-tx
}

func byStreadway(tx *sql.Tx, ch *amqp.Channel, d amqp.Delivery) error {
	if err := ch.Publish("", "orders", false, false, amqp.Publishing{}); err != nil { // want:publish-in-tx
		return err
	}
	return d.Ack(false) // want:publish-in-tx
}

func byPulsar(ctx context.Context, tx *sql.Tx, p pulsar.Producer, c pulsar.Consumer, m pulsar.Message) error {
	if _, err := p.Send(ctx, &pulsar.ProducerMessage{Payload: m.Payload()}); err != nil { // want:publish-in-tx
		c.Nack(m) // want:publish-in-tx
		return err
	}
	return c.Ack(m) // want:publish-in-tx
}

func byNSQ(tx *sql.Tx) error {
	p, err := nsq.NewProducer("nsq:4150", nsq.NewConfig())
	if err != nil {
		return err
	}
	return p.Publish("orders", []byte("paid")) // want:publish-in-tx
}

func byMQTT(tx *sql.Tx) error {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://mqtt:1883"))
	if t := c.Connect(); t.Wait() && t.Error() != nil { // want:publish-in-tx,publish-in-tx
		return t.Error()
	}
	t := c.Publish("orders", 1, false, "paid") // want:publish-in-tx
	t.Wait()                                   // want:publish-in-tx
	return t.Error()
}

func byWatermill(tx *sql.Tx, p message.Publisher) error {
	m := message.NewMessage(watermill.NewUUID(), nil)
	m.Metadata.Set("order", "1")
	return p.Publish("orders", m) // want:publish-in-tx
}

func byGoCloud(ctx context.Context, tx *sql.Tx, t *pubsub.Topic, s *pubsub.Subscription) error {
	if err := t.Send(ctx, &pubsub.Message{Body: []byte("paid")}); err != nil { // want:publish-in-tx
		return err
	}
	m, err := s.Receive(ctx) // want:publish-in-tx
	if err != nil {
		return err
	}
	m.Ack() // want:publish-in-tx
	return nil
}
