// Package carrier speaks with the carriers.
package carrier

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

type Client struct {
	base string
	http *http.Client
}

func New(base string) *Client { return &Client{base: base, http: http.DefaultClient} }

// Label buys a label: four calls to the request.
func (c *Client) Label(ctx context.Context, code string) (string, error) {
	var out struct{ URL string }
	if err := c.post(ctx, "/labels", map[string]string{"code": code}, &out); err != nil {
		return "", fmt.Errorf("label: %w", err)
	}
	return out.URL, nil
}

func (c *Client) post(ctx context.Context, path string, in, out any) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, "POST", c.base+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	return c.roundTrip(req, out)
}

func (c *Client) roundTrip(req *http.Request, out any) error {
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, out)
}

// Free tells a price from a table: no effect.
func (c *Client) Free(code string) bool { return len(code) > 3 }
