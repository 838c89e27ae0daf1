// Package errgroup has the declarations of the real package that testdata needs.
package errgroup

import "context"

// A Group is a collection of goroutines.
type Group struct{}

func WithContext(ctx context.Context) (*Group, context.Context) { return &Group{}, ctx }

func (g *Group) Go(f func() error) {}

func (g *Group) SetLimit(n int) {}

func (g *Group) TryGo(f func() error) bool { return true }

func (g *Group) Wait() error { return nil }
