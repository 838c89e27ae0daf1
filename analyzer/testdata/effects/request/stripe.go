package request

import (
	"context"
	"database/sql"

	"github.com/stripe/stripe-go/v82"
	"github.com/stripe/stripe-go/v82/client"
	"github.com/stripe/stripe-go/v82/paymentintent"
	"github.com/stripe/stripe-go/v82/webhook"
)

func byStripe(tx *sql.Tx) error {
	p := &stripe.PaymentIntentParams{Amount: stripe.Int64(42)}
	p.AddMetadata("order", "1")
	if _, err := paymentintent.New(p); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := paymentintent.New(p)
	return err
}

func byStripeList(tx *sql.Tx) error {
	it := paymentintent.List(&stripe.PaymentIntentListParams{}) // want:http-in-tx
	for it.Next() {                                             // want:http-in-tx
		_ = it.PaymentIntent()
	}
	return it.Err()
}

func byStripeClient(ctx context.Context, tx *sql.Tx) error {
	c := stripe.NewClient("key")
	_, err := c.V1PaymentIntents.Create(ctx, &stripe.PaymentIntentCreateParams{}) // want:http-in-tx
	return err
}

func byStripeAPI(tx *sql.Tx, key string) error {
	api := client.New(key, nil)
	_, err := api.Charges.New(&stripe.ChargeParams{}) // want:http-in-tx
	return err
}

// A signature is checked without asking.
func byStripeWebhook(tx *sql.Tx, payload []byte) (stripe.Event, error) {
	return webhook.ConstructEvent(payload, "header", "secret")
}
