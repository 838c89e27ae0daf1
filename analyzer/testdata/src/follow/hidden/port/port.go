// Package port has interfaces alone.
package port

import "context"

// Charger takes money.
type Charger interface {
	Charge(ctx context.Context, cents int) error
}

// Transactor runs callbacks in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(Orders) error) error
}

// Orders has statements.
type Orders interface {
	Pay(ctx context.Context, id int) error
}
