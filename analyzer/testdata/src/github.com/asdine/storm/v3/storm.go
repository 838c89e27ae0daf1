// Package storm has declarations of storm, whose module is not served.
package storm

type Tx interface {
	Commit() error
	Rollback() error
}

type Finder interface {
	One(fieldName string, value interface{}, to interface{}) error
	Select(matchers ...any) Query
}

type Query interface {
	Limit(int) Query
	Find(interface{}) error
	Delete(interface{}) error
}

type TypeStore interface {
	Finder
	Save(data interface{}) error
}

type Node interface {
	Tx
	TypeStore
	From(addend ...string) Node
	Begin(writable bool) (Node, error)
}

type DB struct{ Node }
