// Package cart keeps what visitors want to buy.
package cart

import bolt "go.etcd.io/bbolt"

// Carts holds one cart a visitor.
type Carts struct{ DB *bolt.DB }

var bucket = []byte("carts")

// Put sets how many pieces of an article are in a cart.
func (c *Carts) Put(visitor, sku, pieces string) error {
	return c.DB.Update(func(tx *bolt.Tx) error {
		carts, err := tx.CreateBucketIfNotExists(bucket)
		if err != nil {
			return err
		}
		if err := carts.Put([]byte(visitor+"/"+sku), []byte(pieces)); err != nil {
			_ = tx.Rollback()
			return err
		}
		return nil
	})
}
