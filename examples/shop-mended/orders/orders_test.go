package orders

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"github.com/txlint/txlint/examples/shop-mended/payment"
	"github.com/txlint/txlint/examples/shop-mended/queue"
	"github.com/txlint/txlint/examples/shop-mended/receipt"
)

// shop starts a store on a database in memory with one connection: whoever
// works on the pool inside a transaction waits forever.
func shop(t *testing.T, pay http.HandlerFunc) (*Store, *sql.DB, *queue.Queue) {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	srv := httptest.NewServer(pay)
	t.Cleanup(srv.Close)
	q := &queue.Queue{}
	s, err := New(t.Context(), db, &payment.Client{URL: srv.URL, HTTP: srv.Client()}, nil, nil, q)
	if err != nil {
		t.Fatal(err)
	}
	return s, db, q
}

func accept(http.ResponseWriter, *http.Request) {}

func refuse(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPaymentRequired) }

func place(t *testing.T, s *Store, mail string, cents int) int64 {
	t.Helper()
	id, err := s.Place(t.Context(), mail, cents)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func state(t *testing.T, s *Store, id int64) string {
	t.Helper()
	got, err := s.State(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPlace(t *testing.T) {
	s, _, _ := shop(t, accept)
	if got := state(t, s, place(t, s, "ann@example.com", 500)); got != "paid" {
		t.Errorf("the order is %s, want paid", got)
	}
}

func TestPlaceKeepsTheOrderWhenThePaymentFails(t *testing.T) {
	s, _, _ := shop(t, refuse)
	id, err := s.Place(t.Context(), "ann@example.com", 500)
	if err == nil {
		t.Fatal("no error from a payment that was refused")
	}
	if got := state(t, s, id); got != "unpaid" {
		t.Errorf("the order is %s, want unpaid", got)
	}
}

func TestAnnounceAndDeliver(t *testing.T) {
	s, _, q := shop(t, accept)
	id := place(t, s, "ann@example.com", 500)
	if err := s.Announce(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if len(q.Published) > 0 {
		t.Errorf("published before it was delivered: %v", q.Published)
	}
	for range 2 { // the second time, nothing is left
		if err := s.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if want := fmt.Sprint([]string{fmt.Sprint("orders/", id)}); fmt.Sprint(q.Published) != want {
		t.Errorf("published %v, want %v", q.Published, want)
	}
}

// A failure in the middle leaves nothing half-written.
func TestRollback(t *testing.T) {
	s, db, _ := shop(t, accept)
	id := place(t, s, "ann@example.com", 500)
	if _, err := db.Exec("DROP TABLE audit"); err != nil {
		t.Fatal(err)
	}
	if err := s.Approve(t.Context(), id, "bob"); err == nil {
		t.Fatal("approved without a place to note it")
	}
	if err := s.Flag(t.Context(), id, "fraud"); err == nil {
		t.Fatal("flagged without a place to note it")
	}
	if got := state(t, s, id); got != "paid" {
		t.Errorf("the order is %s, want paid as before", got)
	}
}

// A panic in the middle leaves nothing half-written either.
func TestAdjust(t *testing.T) {
	s, _, _ := shop(t, accept)
	ctx := t.Context()
	a, b := place(t, s, "ann@example.com", 500), place(t, s, "bob@example.com", 700)
	adjust := func(change func(tx *sql.Tx, id int64) error) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v", p)
			}
		}()
		return s.Adjust(ctx, []int64{a, b}, change)
	}
	err := adjust(func(tx *sql.Tx, id int64) error {
		if id == b {
			panic("no such order")
		}
		return setState(ctx, tx, id, "adjusted")
	})
	if got := state(t, s, a); err == nil || got != "paid" {
		t.Errorf("the order is %s after %v, want paid as before", got, err)
	}
	if err := adjust(func(tx *sql.Tx, id int64) error { return setState(ctx, tx, id, "adjusted") }); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, b); got != "adjusted" {
		t.Errorf("the order is %s, want adjusted", got)
	}
}

// A line that can't be moved leaves no order behind.
func TestSplit(t *testing.T) {
	s, db, _ := shop(t, accept)
	ctx := t.Context()
	id := place(t, s, "ann@example.com", 500)
	count := func() (n int) {
		t.Helper()
		if err := db.QueryRow("SELECT count(*) FROM orders").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := s.Split(ctx, id, "pen", "ann@example.com", 100); err != nil || count() != 2 {
		t.Errorf("%d orders (%v), want 2", count(), err)
	}
	if _, err := db.Exec("DROP TABLE lines"); err != nil {
		t.Fatal(err)
	}
	if err := s.Split(ctx, id, "pen", "ann@example.com", 100); err == nil || count() != 2 {
		t.Errorf("%d orders (%v), want 2 and an error", count(), err)
	}
}

func TestExpire(t *testing.T) {
	s, _, _ := shop(t, accept)
	a, b := place(t, s, "ann@example.com", 500), place(t, s, "bob@example.com", 700)
	if failed := s.Expire(t.Context(), []int64{a, b}); len(failed) > 0 {
		t.Errorf("%v did not expire", failed)
	}
	if got := state(t, s, b); got != "expired" {
		t.Errorf("the order is %s, want expired", got)
	}
}

func TestCancelAndPurge(t *testing.T) {
	s, _, _ := shop(t, accept)
	ctx := t.Context()
	a, b := place(t, s, "ann@example.com", 500), place(t, s, "bob@example.com", 700)
	if err := s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, b, "shipped") }); err != nil {
		t.Fatal(err)
	}
	if err := s.Cancel(ctx, b); !errors.Is(err, ErrShipped) {
		t.Errorf("cancelling a shipped order: %v, want %v", err, ErrShipped)
	}
	if err := errors.Join(s.Cancel(ctx, a), s.Purge(ctx), s.Close(ctx)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.State(ctx, a); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("the cancelled order: %v, want none", err)
	}
	if got := state(t, s, b); got != "closed" {
		t.Errorf("the shipped order is %s, want closed", got)
	}
}

func TestReplaceDiscountAndMerge(t *testing.T) {
	s, db, _ := shop(t, accept)
	ctx := t.Context()
	old := place(t, s, "ann@example.com", 500)
	id, err := s.Replace(ctx, old, "ann@example.com", 200)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Discount(ctx, id, 50); err != nil {
		t.Fatal(err)
	}
	var was, is int
	row := db.QueryRow("SELECT (SELECT cents FROM orders WHERE id = ?), (SELECT cents FROM orders WHERE id = ?)", old, id)
	if err := row.Scan(&was, &is); err != nil || was != 300 || is != 150 {
		t.Errorf("%d and %d cents (%v), want 300 and 150", was, is, err)
	}
	if err := s.Merge(ctx, old, id); err != nil {
		t.Fatal(err)
	}
	if _, err := s.State(ctx, old); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("the merged order: %v, want none", err)
	}
}

func TestExportInvoiceTouchAndArchive(t *testing.T) {
	s, _, q := shop(t, accept)
	ctx := t.Context()
	id := place(t, s, "ann@example.com", 500)
	name := filepath.Join(t.TempDir(), "orders.txt")
	if err := errors.Join(s.Export(ctx, name), s.Invoice(ctx, id, []byte("500")), s.Touch(ctx, id)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if want := fmt.Sprintf("%d\t500\n", id); err != nil || string(text) != want {
		t.Errorf("exported %q (%v), want %q", text, err, want)
	}
	if len(q.Stored) != 1 || len(q.Forgotten) != 1 {
		t.Errorf("stored %v, forgot %v", q.Stored, q.Forgotten)
	}
	var packed bytes.Buffer
	if err := s.Archive(ctx, &packed); err != nil {
		t.Fatal(err)
	}
	gz, err := gzip.NewReader(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(gz); err != nil || !bytes.Equal(unpacked, text) {
		t.Errorf("archived %q (%v), want %q", unpacked, err, text)
	}
}

func TestUpload(t *testing.T) {
	s, _, _ := shop(t, accept)
	id, err := s.Upload(httptest.NewRequest("POST", "/orders", strings.NewReader(`{"Mail": "ann@example.com", "Cents": 5}`)))
	if err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, id); got != "new" {
		t.Errorf("the order is %s, want new", got)
	}
	if _, err := s.Upload(httptest.NewRequest("POST", "/orders", strings.NewReader("{"))); err == nil {
		t.Error("no error from half an order")
	}
}

// A mail server on the loopback takes the receipt, when the order is shipped.
func TestShip(t *testing.T) {
	s, _, _ := shop(t, accept)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	mails := make(chan string, 1)
	go serveMail(l, mails)
	s.mailer = &receipt.Mailer{Addr: l.Addr().String(), From: "shop@example.com"}
	id := place(t, s, "ann@example.com", 500)
	if err := s.Ship(t.Context(), id, "ann@example.com", 500); err != nil {
		t.Fatal(err)
	}
	if mail := <-mails; !strings.Contains(mail, "You paid 5.00.") {
		t.Errorf("mailed %q", mail)
	}
	if got := state(t, s, id); got != "shipped" {
		t.Errorf("the order is %s, want shipped", got)
	}
}

// serveMail speaks as much SMTP as one mail takes.
func serveMail(l net.Listener, mails chan<- string) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewScanner(conn)
	var text strings.Builder
	say := func(line string) { _, _ = fmt.Fprintf(conn, "%s\r\n", line) }
	say("220 ready")
	for inData := false; in.Scan(); {
		line := in.Text()
		switch {
		case inData && line == ".":
			inData = false
			mails <- text.String()
			say("250 taken")
		case inData:
			text.WriteString(line + "\n")
		case line == "DATA":
			inData = true
			say("354 go on")
		case line == "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func TestRefundForgetsTheTotal(t *testing.T) {
	s, _, _ := shop(t, accept)
	id := place(t, s, "ann@example.com", 500)
	totals.Store("ann@example.com", 500)
	if err := s.Refund(t.Context(), id, "ann@example.com"); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, id); got != "refunded" {
		t.Errorf("the order is %s, want refunded", got)
	}
	if _, remembered := totals.Load("ann@example.com"); remembered {
		t.Error("the old total is still remembered")
	}
}
