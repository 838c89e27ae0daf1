// Package queue stands for the clients of a broker, an object store and a cache.
package queue

import "errors"

// Publish tells others of an event.
//
//txlint:effect publish
func Publish(topic string, id int64) error { return missing("broker") }

// Store keeps an invoice.
//
//txlint:effect storage
func Store(key string, text []byte) error { return missing("object store") }

// Forget drops what the cache knows.
//
//txlint:effect cache
func Forget(key string) error { return missing("cache") }

func missing(what string) error { return errors.New("the shop has no " + what + " yet") }
