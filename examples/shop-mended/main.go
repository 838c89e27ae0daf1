// Command shop-mended is ../shop with its transactions short and safe.
package main

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"

	bolt "go.etcd.io/bbolt"
	_ "modernc.org/sqlite"

	"github.com/txlint/txlint/examples/shop-mended/cart"
	"github.com/txlint/txlint/examples/shop-mended/orders"
	"github.com/txlint/txlint/examples/shop-mended/payment"
	"github.com/txlint/txlint/examples/shop-mended/points"
	"github.com/txlint/txlint/examples/shop-mended/queue"
	"github.com/txlint/txlint/examples/shop-mended/receipt"
	"github.com/txlint/txlint/examples/shop-mended/stock"
)

func main() {
	db, err := sql.Open("sqlite", "file:shop.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	store, err := orders.New(context.Background(), db,
		&payment.Client{URL: "https://pay.example.com", HTTP: &http.Client{Timeout: 5 * time.Second}},
		&receipt.Mailer{Addr: "mail.example.com:25", From: "shop@example.com"},
		&stock.Warehouse{}, &queue.Queue{})
	if err != nil {
		log.Fatal(err)
	}
	account, err := points.Open(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	file, err := bolt.Open("carts.db", 0o600, nil)
	if err != nil {
		log.Fatal(err)
	}
	carts := &cart.Carts{DB: file}
	http.HandleFunc("PUT /carts", func(w http.ResponseWriter, r *http.Request) {
		if err := carts.Put(r.FormValue("visitor"), r.FormValue("sku"), r.FormValue("pieces")); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	http.HandleFunc("POST /points", func(w http.ResponseWriter, r *http.Request) {
		if err := account.Redeem(r.Context(), r.FormValue("mail"), 100); err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
		}
	})
	http.HandleFunc("POST /orders", func(w http.ResponseWriter, r *http.Request) {
		if _, err := store.Upload(r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
