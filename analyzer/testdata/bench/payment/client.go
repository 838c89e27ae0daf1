// Package payment reaches a payment provider over HTTP, some calls away from
// its exported functions.
package payment

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A Client charges cards.
type Client struct {
	HTTP    *http.Client
	BaseURL string
	Retries int
}

// Charge takes the amount, and tries again with a growing pause.
func (c *Client) Charge(ctx context.Context, card string, cents int64) (string, error) {
	var id string
	err := retry(ctx, c.Retries, func() error {
		var err error
		id, err = c.post(ctx, "/charges", map[string]any{"card": card, "amount": cents})
		return err
	})
	return id, err
}

// Refund gives a charge back.
func (c *Client) Refund(ctx context.Context, charge string) error {
	_, err := c.post(ctx, "/refunds", map[string]any{"charge": charge})
	return err
}

// Fee has no effect.
func (c *Client) Fee(cents int64) int64 { return cents*29/1000 + 30 }

func (c *Client) post(ctx context.Context, path string, body any) (string, error) {
	req, err := c.request(ctx, path, body)
	if err != nil {
		return "", err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	return decode(res)
}

func (c *Client) request(ctx context.Context, path string, body any) (*http.Request, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return http.NewRequestWithContext(ctx, http.MethodPost, c.BaseURL+path, bytes.NewReader(data))
}

func decode(res *http.Response) (string, error) {
	if res.StatusCode >= 300 {
		text, _ := io.ReadAll(res.Body)
		return "", fmt.Errorf("payment: %s: %s", res.Status, text)
	}
	var out struct{ ID string }
	err := json.NewDecoder(res.Body).Decode(&out)
	return out.ID, err
}

func retry(ctx context.Context, n int, f func() error) error {
	pause := 50 * time.Millisecond
	for {
		err := f()
		if err == nil || n == 0 || ctx.Err() != nil {
			return err
		}
		n--
		time.Sleep(pause)
		pause *= 2
	}
}
