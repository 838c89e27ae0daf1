// Package file reads and writes files.
package file

import (
	"bytes"
	"context"
	"database/sql"
	"mime/multipart"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"
	"github.com/joho/godotenv"
	"github.com/spf13/afero"
	"github.com/spf13/viper"
)

func byAfero(tx *sql.Tx) error {
	fs := afero.NewOsFs()
	if err := afero.WriteFile(fs, "bill", []byte("paid"), 0o600); err != nil { // want:file-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return fs.Remove("bill")
}

// A file system in memory is as real as a map.
func byAferoMemory(tx *sql.Tx) error {
	fs := afero.NewMemMapFs()
	if err := fs.Mkdir("bills", 0o700); err != nil {
		return err
	}
	return afero.WriteFile(fs, "bills/1", []byte("paid"), 0o600)
}

// What is behind the interface can't be known.
func byAferoUnknown(tx *sql.Tx, fs afero.Fs) error { return fs.Remove("bill") }

func byAferoBase(tx *sql.Tx) error {
	fs := afero.NewBasePathFs(afero.NewOsFs(), "bills")
	_, err := fs.Stat("1") // want:file-in-tx
	return err
}

func byViper(tx *sql.Tx) error {
	v := viper.New()
	v.SetConfigName("shop")
	if err := v.ReadConfig(bytes.NewReader(nil)); err != nil {
		return err
	}
	if v.GetBool("remote") {
		return v.ReadRemoteConfig() // want:http-in-tx
	}
	return v.ReadInConfig() // want:file-in-tx
}

func byRename(tx *sql.Tx) error {
	return renameio.WriteFile("bill", []byte("paid"), 0o600) // want:file-in-tx
}

func byFlock(ctx context.Context, tx *sql.Tx) error {
	l := flock.New("lock")
	if _, err := l.TryLockContext(ctx, time.Second); err != nil { // want:file-in-tx
		return err
	}
	return l.Unlock() // want:file-in-tx
}

func byGodotenv(tx *sql.Tx) error {
	if _, err := godotenv.Unmarshal("A=b"); err != nil {
		return err
	}
	return godotenv.Load() // want:file-in-tx
}

func byNotify(tx *sql.Tx, w *fsnotify.Watcher) error {
	return w.Add("bills") // want:file-in-tx
}

// What a server sends it keeps in memory until the handler returns.
func byFiber(tx *sql.Tx, c *fiber.Ctx, h *multipart.FileHeader) error {
	if err := c.SaveFile(h, "bill"); err != nil { // want:file-in-tx
		return err
	}
	return c.JSON("paid")
}

func byFiber3(tx *sql.Tx, c fiber3.Ctx, h *multipart.FileHeader) error {
	if err := c.SaveFile(h, "bill"); err != nil { // want:file-in-tx
		return err
	}
	return c.JSON("paid")
}
