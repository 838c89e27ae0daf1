// Package adapter implements the ports with types that no other package can name.
package adapter

import (
	"context"
	"net/http"

	"follow/hidden/port"
)

type gateway struct{ url string }

// New returns a gateway.
func New(url string) port.Charger { return &gateway{url} }

func (g *gateway) Charge(ctx context.Context, cents int) error {
	resp, err := http.Get(g.url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
