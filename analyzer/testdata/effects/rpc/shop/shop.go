// Package shop has clients of the shape that Connect and Twirp generate.
package shop

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"github.com/twitchtv/twirp"
)

// An Order is a message.
type Order struct{ ID int64 }

// OrdersClient is what protoc-gen-connect-go makes of a service.
type OrdersClient interface {
	Ship(context.Context, *connect.Request[Order]) (*connect.Response[Order], error)
}

// NewOrdersClient returns a client that connects when it is used.
func NewOrdersClient(httpClient connect.HTTPClient, url string, opts ...connect.ClientOption) OrdersClient {
	return &ordersClient{ship: connect.NewClient[Order, Order](httpClient, url+"/Ship", opts...)}
}

type ordersClient struct {
	ship *connect.Client[Order, Order]
}

func (c *ordersClient) Ship(ctx context.Context, req *connect.Request[Order]) (*connect.Response[Order], error) {
	return c.ship.CallUnary(ctx, req)
}

// Stock is what protoc-gen-twirp makes of a service.
type Stock interface {
	Reserve(context.Context, *Order) (*Order, error)
}

type stockProtobufClient struct {
	client *http.Client
	url    string
	opts   twirp.ClientOptions
}

// NewStockProtobufClient returns a client that connects when it is used.
func NewStockProtobufClient(url string, client *http.Client, opts ...twirp.ClientOption) Stock {
	return &stockProtobufClient{client: client, url: url}
}

func (c *stockProtobufClient) Reserve(ctx context.Context, in *Order) (*Order, error) {
	out := new(Order)
	_, err := doProtobufRequest(ctx, c.client, c.opts.Hooks, c.url, in, out)
	return out, err
}

func doProtobufRequest(ctx context.Context, client *http.Client, hooks *twirp.ClientHooks, url string, in, out *Order) (context.Context, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return ctx, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return ctx, err
	}
	return ctx, resp.Body.Close()
}
