// Package compute has heavy computation inside and outside of transactions.
package compute

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
)

// A password is hashed while others wait for the row.
func hashInside(ctx context.Context, db *sql.DB, password string, salt []byte) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	hash, err := pbkdf2.Key(sha256.New, password, salt, 600_000, 32) // want:compute-in-tx
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE users SET hash = ?", hash); err != nil {
		return err
	}
	return tx.Commit()
}

// A key is generated.
func generateKey(tx *sql.Tx) error {
	key, err := rsa.GenerateKey(rand.Reader, 4096) // want:compute-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO keys VALUES (?)", key.N.String())
	return err
}

// Images are decoded and encoded, in memory.
func thumbnail(tx *sql.Tx, photo []byte) error {
	img, err := jpeg.Decode(bytes.NewReader(photo)) // want:compute-in-tx
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil { // want:compute-in-tx
		return err
	}
	_, _, err = image.Decode(&buf) // want:compute-in-tx
	return err
}

// An image that is encoded into a file has two kinds; file stands before compute.
func imageToFile(tx *sql.Tx, f *os.File, img image.Image) error {
	return png.Encode(f, img) // want:file-in-tx
}

// Streams are compressed in memory.
func compress(tx *sql.Tx, body []byte) error {
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := zw.Write(body); err != nil { // want:compute-in-tx
		return err
	}
	if err := zw.Close(); err != nil { // want:compute-in-tx
		return err
	}
	zl := zlib.NewWriter(&buf)
	if _, err := zl.Write(body); err != nil { // want:compute-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO blobs VALUES (?)", buf.Bytes())
	return err
}

// The hashing is in a helper: it stands at the call.
func throughHelper(tx *sql.Tx, password string) error {
	hash, err := hashPassword(password) // want:compute-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE users SET hash = ?", hash)
	return err
}

func hashPassword(password string) (string, error) {
	hash, err := pbkdf2.Key(sha256.New, password, []byte("salt"), 600_000, 32)
	return hex.EncodeToString(hash), err
}

// Hashed before the opening.
func hashBefore(ctx context.Context, db *sql.DB, password string) error {
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE users SET hash = ?", hash); err != nil {
		return err
	}
	return tx.Commit()
}

// Compressed after the commit.
func compressAfter(ctx context.Context, db *sql.DB, fw *flate.Writer) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var body []byte
	if err := tx.QueryRowContext(ctx, "SELECT body FROM blobs").Scan(&body); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := fw.Write(body); err != nil {
		return err
	}
	return fw.Close()
}

// Fast hashes, signatures, encodings, random bytes, sorting and templates are no heavy computation.
func cheap(tx *sql.Tx, names []string, secret []byte) error {
	sum := sha256.Sum256([]byte(strings.Join(names, ",")))
	mac := hmac.New(sha256.New, secret)
	mac.Write(sum[:])
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return err
	}
	slices.Sort(names)
	body, err := json.Marshal(names)
	if err != nil {
		return err
	}
	var page strings.Builder
	if err := template.Must(template.New("p").Parse("{{.}}")).Execute(&page, string(body)); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO tokens VALUES (?, ?, ?)",
		base64.StdEncoding.EncodeToString(token), hex.EncodeToString(mac.Sum(nil)), page.String())
	return err
}

// Writers that are made compress nothing, and neither do images that are made.
func makeOnly(tx *sql.Tx) (*gzip.Writer, error) {
	zw := gzip.NewWriter(&bytes.Buffer{})
	img := image.NewRGBA(image.Rect(0, 0, 10, 10))
	img.Set(1, 1, color.White)
	_, err := tx.Exec("INSERT INTO images VALUES (?)", img.Pix)
	return zw, err
}
