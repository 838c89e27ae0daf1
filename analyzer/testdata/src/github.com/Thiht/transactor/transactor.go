// Package transactor has declarations of transactor, whose module is not served.
package transactor

import "context"

type Transactor interface {
	WithinTransaction(context.Context, func(context.Context) error) error
}
