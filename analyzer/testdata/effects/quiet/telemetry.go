// Package quiet observes and logs: what is sent is sent in the background.
package quiet

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"

	"github.com/DataDog/datadog-go/v5/statsd"
	"github.com/getsentry/sentry-go"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
)

func byOpenTelemetry(ctx context.Context, tx *sql.Tx, paid metric.Int64Counter) {
	ctx, span := otel.Tracer("shop").Start(ctx, "pay")
	defer span.End()
	span.SetAttributes(attribute.Int("order", 1))
	span.RecordError(errors.New("not paid"))
	span.SetStatus(codes.Error, "not paid")
	paid.Add(ctx, 1, metric.WithAttributes(attribute.Bool("paid", true)))
}

// A client that is traced is a client.
func byTracedClient(tx *sql.Tx) error {
	c := http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}
	resp, err := c.Get("https://pay.example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func byPrometheus(tx *sql.Tx, paid *prometheus.CounterVec, took prometheus.Histogram) {
	t := prometheus.NewTimer(took)
	defer t.ObserveDuration()
	paid.WithLabelValues("card").Inc()
}

func byDataDog(tx *sql.Tx, c statsd.ClientInterface) error {
	return c.Timing("paid", time.Second, []string{"card"}, 1)
}

func bySentry(ctx context.Context, tx *sql.Tx, err error) {
	span := sentry.StartSpan(ctx, "pay")
	defer span.Finish()
	sentry.WithScope(func(s *sentry.Scope) {
		s.SetTag("order", "1")
		sentry.CaptureException(err)
	})
}
