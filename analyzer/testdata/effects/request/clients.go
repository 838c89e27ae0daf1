// Package request makes HTTP requests. Making one is not sending it.
package request

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/carlmjohnson/requests"
	"github.com/dghubble/sling"
	"github.com/go-resty/resty/v2"
	"github.com/gojek/heimdall/v7/httpclient"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/parnurzeal/gorequest"
	"github.com/valyala/fasthttp"
	"gopkg.in/h2non/gentleman.v2"
	resty3 "resty.dev/v3"
)

func byResty(ctx context.Context, tx *sql.Tx) error {
	req := resty.New().SetBaseURL("https://pay.example.com").R().SetContext(ctx).SetBody("42")
	if _, err := req.Post("/charges"); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := req.Get("/charges/1")
	return err
}

func byResty3(tx *sql.Tx) error {
	c := resty3.New()
	defer c.Close()
	req := c.R().SetQueryParam("id", "1")
	_, err := req.Get("https://pay.example.com") // want:http-in-tx
	return err
}

func byRetryable(tx *sql.Tx) error {
	c := retryablehttp.NewClient()
	req, err := retryablehttp.NewRequest("GET", "https://pay.example.com", nil)
	if err != nil {
		return err
	}
	resp, err := c.Do(req) // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The client of the standard library that it makes sends when it is used.
func byRetryableStandard(tx *sql.Tx) error {
	c := retryablehttp.NewClient().StandardClient()
	resp, err := c.Get("https://pay.example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func byRequests(ctx context.Context, tx *sql.Tx) (body string, err error) {
	b := requests.URL("https://pay.example.com").Path("/charges").ToString(&body)
	return body, b.Fetch(ctx) // want:http-in-tx
}

func bySling(tx *sql.Tx) error {
	s := sling.New().Base("https://pay.example.com").Post("charges").BodyJSON(42)
	if _, err := s.Request(); err != nil {
		return err
	}
	_, err := s.ReceiveSuccess(nil) // want:http-in-tx
	return err
}

func byHeimdall(tx *sql.Tx) error {
	c := httpclient.NewClient(httpclient.WithRetryCount(3))
	resp, err := c.Get("https://pay.example.com", http.Header{}) // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func byGorequest(tx *sql.Tx) []error {
	r := gorequest.New().Post("https://pay.example.com").Send(`{"amount": 42}`)
	_, _, errs := r.End() // want:http-in-tx
	return errs
}

func byGentleman(tx *sql.Tx) error {
	r := gentleman.New().URL("https://pay.example.com").Get().Path("/charges")
	_, err := r.Send() // want:http-in-tx
	return err
}

func byFasthttp(tx *sql.Tx, c *fasthttp.Client) error {
	req, resp := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(resp)
	req.SetRequestURI("https://pay.example.com")
	if err := c.Do(req, resp); err != nil { // want:http-in-tx
		return err
	}
	_, _, err := fasthttp.Get(nil, string(resp.Body())) // want:http-in-tx
	return err
}
