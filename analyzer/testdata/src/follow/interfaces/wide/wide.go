// Package wide has interfaces with many types behind them.
package wide

import (
	"bytes"
	"compress/zlib"
	"database/sql"
	"net/http"
)

// A frame of a protocol: many kinds of them, of which one is packed.
type frame interface {
	encode(w *bytes.Buffer) error
	deliver() error
}

type (
	hello   struct{}
	goodbye struct{}
	ping    struct{}
	pong    struct{}
	offer   struct{}
	accept  struct{}
	reject  struct{}
	settle  struct{}
	listing struct{ ids []byte }
)

func (hello) encode(w *bytes.Buffer) error   { return w.WriteByte(1) }
func (goodbye) encode(w *bytes.Buffer) error { return w.WriteByte(2) }
func (ping) encode(w *bytes.Buffer) error    { return w.WriteByte(3) }
func (pong) encode(w *bytes.Buffer) error    { return w.WriteByte(4) }
func (offer) encode(w *bytes.Buffer) error   { return w.WriteByte(5) }
func (accept) encode(w *bytes.Buffer) error  { return w.WriteByte(6) }
func (reject) encode(w *bytes.Buffer) error  { return w.WriteByte(7) }
func (settle) encode(w *bytes.Buffer) error  { return w.WriteByte(8) }
func (l listing) encode(w *bytes.Buffer) error {
	z := zlib.NewWriter(w)
	if _, err := z.Write(l.ids); err != nil {
		return err
	}
	return z.Close()
}

func (hello) deliver() error   { return nil }
func (goodbye) deliver() error { return nil }
func (ping) deliver() error    { return nil }
func (pong) deliver() error    { return nil }
func (offer) deliver() error   { return nil }
func (accept) deliver() error  { return nil }
func (reject) deliver() error  { return nil }
func (settle) deliver() error {
	_, err := http.Get("https://settle.example.com")
	return err
}
func (listing) deliver() error { return nil }

// Whatever the frame is, it is hardly the packed one.
func storeFrame(tx *sql.Tx, f frame) error {
	var b bytes.Buffer
	if err := f.encode(&b); err != nil {
		return err
	}
	_, err := tx.Exec("INSERT INTO frames VALUES (?)", b.Bytes())
	return err
}

// It is the packed one.
func storeListing(tx *sql.Tx, l listing) error {
	var b bytes.Buffer
	if err := l.encode(&b); err != nil { // want:compute-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO frames VALUES (?)", b.Bytes())
	return err
}

// A request is one whichever of the many makes it.
func deliverFrame(tx *sql.Tx, f frame) error {
	if err := f.deliver(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE frames SET delivered = 1")
	return err
}

// Few types, one of them packed.
type chunk interface{ pack(w *bytes.Buffer) error }

type (
	raw    struct{ b []byte }
	zipped struct{ b []byte }
)

func (r raw) pack(w *bytes.Buffer) error { _, err := w.Write(r.b); return err }
func (c zipped) pack(w *bytes.Buffer) error {
	z := zlib.NewWriter(w)
	defer z.Close()
	_, err := z.Write(c.b)
	return err
}

func storeChunk(tx *sql.Tx, c chunk) error {
	var b bytes.Buffer
	if err := c.pack(&b); err != nil { // want:compute-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO chunks VALUES (?)", b.Bytes())
	return err
}
