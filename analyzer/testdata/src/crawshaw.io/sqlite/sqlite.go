// Package sqlite has declarations of crawshaw's, which needs a C compiler.
package sqlite

type Conn struct{}

type Stmt struct{}
