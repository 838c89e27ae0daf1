// Package rel has declarations of REL, whose module is not served.
package rel

import "context"

type Repository interface {
	Insert(ctx context.Context, entity any) error
	Delete(ctx context.Context, entity any) error
	Transaction(ctx context.Context, fn func(ctx context.Context) error) error
}
