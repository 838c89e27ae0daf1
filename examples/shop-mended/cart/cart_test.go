package cart

import (
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// A put that fails returns its error: bbolt rolls back, and the next one works.
func TestPut(t *testing.T) {
	db, err := bolt.Open(filepath.Join(t.TempDir(), "carts"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	carts := &Carts{db}
	if err := carts.Put("anna", string(make([]byte, bolt.MaxKeySize)), "1"); err == nil {
		t.Error("a key that is too long is no error")
	}
	if err := carts.Put("anna", "tea", "2"); err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bolt.Tx) error {
		if got := string(tx.Bucket(bucket).Get([]byte("anna/tea"))); got != "2" {
			t.Errorf("%q pieces of tea, want 2", got)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
