// Package stock asks the warehouse, a service of its own.
package stock

import "net/rpc"

// A Warehouse is reached by net/rpc.
type Warehouse struct{ Client *rpc.Client }

// Reserve sets pieces of an article aside.
func (w *Warehouse) Reserve(sku string, pieces int) (reserved bool, err error) {
	err = w.Client.Call("Warehouse.Reserve", map[string]int{sku: pieces}, &reserved)
	return reserved, err
}
