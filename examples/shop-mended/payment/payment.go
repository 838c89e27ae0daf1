// Package payment talks to the payment provider over HTTP.
package payment

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// A Client charges and refunds cards.
type Client struct {
	URL  string
	HTTP *http.Client
}

// Charge takes cents from the customer of an order.
func (c *Client) Charge(ctx context.Context, order int64, cents int) error {
	return c.post(ctx, "/charges", map[string]any{"order": order, "cents": cents})
}

func (c *Client) post(ctx context.Context, path string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("payment provider: %s", resp.Status)
	}
	return nil
}
