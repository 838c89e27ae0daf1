// Package lib tells what its functions do, by directives.
package lib

import (
	"net/http"
	"time"
)

// Invalidate asks a cache that no model knows.
//
//txlint:effect cache
func Invalidate(key string) {}

// Publish has another effect in its body; the directive has the last word.
//
//txlint:effect publish
func Publish(topic string) error {
	resp, err := http.Post("http://broker/"+topic, "text/plain", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Bucket stores objects.
type Bucket struct{ last string }

// Put stores.
//
//txlint:effect storage
func (b *Bucket) Put(key string) error {
	b.last = key
	return nil
}

// Last remembers.
func (b *Bucket) Last() string { return b.last }

// PutTwice calls a method with a directive.
func (b *Bucket) PutTwice(key string) error {
	if err := b.Put(key); err != nil {
		return err
	}
	return b.Put(key + "~")
}

// Solve is generic.
//
//txlint:effect compute
func Solve[T any](v T) T { return v }

// Mailer has a directive on one of its methods.
type Mailer interface {
	// Send sends.
	//
	//txlint:effect mail
	Send(to string) error
	// Count counts.
	Count() int
}

// Memory is a Mailer without an effect.
type Memory struct{ to []string }

// Send remembers.
func (m *Memory) Send(to string) error {
	m.to = append(m.to, to)
	return nil
}

// Count counts.
func (m *Memory) Count() int { return len(m.to) }

// Queue is an interface without directives.
type Queue interface{ Push(v string) error }

// Remote is a Queue with one.
type Remote struct{}

// Push pushes.
//
//txlint:effect publish
func (Remote) Push(v string) error { return nil }

// Nap sleeps; a plain function beside the others.
func Nap() { time.Sleep(time.Millisecond) }
