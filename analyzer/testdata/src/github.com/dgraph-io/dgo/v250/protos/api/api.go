// Package api has declarations of Dgraph's messages.
package api

type Mutation struct {
	SetJson   []byte
	CommitNow bool
}

type Response struct{}
