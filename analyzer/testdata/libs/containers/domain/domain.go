// Package domain declares the ports.
package domain

type Mailer interface{ Send(to string) error }

type Gateway interface{ Charge(cents int) error }

// Clock has no adapter with an effect.
type Clock interface{ Now() int64 }
