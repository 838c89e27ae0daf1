// Package orm has declarations of beego's ORM, whose module is not served.
package orm

import "context"

type DML interface {
	Insert(md interface{}) (int64, error)
	Update(md interface{}, cols ...string) (int64, error)
}

type DQL interface {
	Read(md interface{}, cols ...string) error
	QueryTable(ptrStructOrTableName interface{}) QuerySeter
}

type QuerySeter interface {
	Filter(string, ...interface{}) QuerySeter
	Delete() (int64, error)
}

type TxBeginner interface {
	Begin() (TxOrmer, error)
	DoTx(task func(ctx context.Context, txOrm TxOrmer) error) error
}

type txEnder interface {
	Commit() error
	Rollback() error
	RollbackUnlessCommit() error
}

type QueryExecutor interface {
	DML
	DQL
}

type Ormer interface {
	QueryExecutor
	TxBeginner
}

type TxOrmer interface {
	QueryExecutor
	txEnder
}
