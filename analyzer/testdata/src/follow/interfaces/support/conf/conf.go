// Package conf has an interface, what programs put behind it, and what tests do.
package conf

// A Provider returns settings.
type Provider interface {
	Limit() (int, error)
}

// Static is a fixed setting.
type Static int

// Limit returns it.
func (s Static) Limit() (int, error) { return int(s), nil }
