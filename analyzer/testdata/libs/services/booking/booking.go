// Package booking books rooms: xorm, bbolt and badger.
package booking

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/dgraph-io/badger/v4"
	"go.etcd.io/bbolt"
	"xorm.io/xorm"
)

type Room struct {
	ID   int64
	Free bool
}

type Desk struct {
	engine *xorm.Engine
	keys   *bbolt.DB
	idx    *badger.DB
}

// 1 right: the session is closed.
func (d *Desk) Book(id int64) error {
	sess := d.engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.ID(id).Cols("free").Update(&Room{}); err != nil {
		return err
	}
	if err := sess.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

// 2 wrong: the engine beside the session, a request inside.
func (d *Desk) BookWrong(id int64) error {
	sess := d.engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	var r Room
	if ok, err := d.engine.ID(id).Get(&r); err != nil || !ok { // want:pool-in-tx
		return err
	}
	if _, err := sess.ID(id).Cols("free").Update(&Room{}); err != nil {
		return err
	}
	resp, err := http.Post("https://door.example/open", "text/plain", nil) // want:http-in-tx
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	return sess.Commit()
}

// 3 right and wrong: xorm's runner.
func (d *Desk) Swap(a, b int64) error {
	_, err := d.engine.Transaction(func(sess *xorm.Session) (any, error) {
		if _, err := sess.ID(a).Delete(&Room{}); err != nil {
			return nil, err
		}
		if _, err := d.engine.Insert(&Room{ID: b}); err != nil { // want:pool-in-tx
			return nil, err
		}
		return sess.Insert(&Room{ID: a})
	})
	return err
}

var rooms = []byte("rooms")

// 4 right: bbolt, encoding inside.
func (d *Desk) Key(r Room) error {
	v, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return d.keys.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(rooms)
		if err != nil {
			return err
		}
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		return b.Put(binary.BigEndian.AppendUint64(nil, seq), v)
	})
}

// 5 wrong: an Update in a View of the same db deadlocks; reading standard input.
func (d *Desk) Review() error {
	return d.keys.View(func(tx *bbolt.Tx) error {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n') // want:input-in-tx
		if err != nil {
			return err
		}
		if err := d.Key(Room{ID: int64(len(line))}); err != nil { // want:nested-begin
			return err
		}
		fmt.Fprintln(os.Stderr, "reviewed", line)
		return nil
	})
}

// 6 wrong: a hand-held transaction of bbolt.
func (d *Desk) Dump(w io.Writer) error {
	tx, err := d.keys.Begin(false)
	if err != nil {
		return err
	}
	b := tx.Bucket(rooms)
	if b == nil {
		return errors.New("no rooms") // want:missing-rollback
	}
	if err := b.ForEach(func(k, v []byte) error {
		_, err := fmt.Fprintf(w, "%x %s\n", k, v)
		return err
	}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Rollback()
}

// 7 right: badger is discarded; wrong: one that is not.
func (d *Desk) Get(key []byte) (val []byte, err error) {
	txn := d.idx.NewTransaction(false)
	defer txn.Discard()
	item, err := txn.Get(key)
	if err != nil {
		return nil, err
	}
	return item.ValueCopy(nil)
}

func (d *Desk) Set(key, val []byte) error {
	txn := d.idx.NewTransaction(true)
	if err := txn.Set(key, val); err != nil {
		return err // want:missing-rollback
	}
	return txn.Commit()
}

// 8 wrong: a file in a badger Update, read back in View.
func (d *Desk) Load(path string) error {
	return d.idx.Update(func(txn *badger.Txn) error {
		b, err := os.ReadFile(path) // want:file-in-tx
		if err != nil {
			return err
		}
		return txn.Set(rooms, b)
	})
}

func (d *Desk) LoadRight(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return d.idx.Update(func(txn *badger.Txn) error { return txn.Set(rooms, b) })
}
