// Package shipping ships parcels; all it knows are interfaces.
package shipping

import (
	"context"
	"errors"
)

type Tx interface {
	RunInTx(ctx context.Context, fn func(ctx context.Context) error) error
}

type Carrier interface {
	Label(ctx context.Context, code string) (string, error)
	Free(code string) bool
}

type Parcels interface {
	Insert(ctx context.Context, code string) error
}

type Service struct {
	tx      Tx
	parcels Parcels
	carrier Carrier
}

func New(tx Tx, parcels Parcels, carrier Carrier) *Service {
	return &Service{tx: tx, parcels: parcels, carrier: carrier}
}

// Ship is wrong where the carrier asks over the network.
func (s *Service) Ship(ctx context.Context, code string) error {
	return s.tx.RunInTx(ctx, func(ctx context.Context) error {
		if s.carrier.Free(code) {
			return errors.New("free")
		}
		if err := s.parcels.Insert(ctx, code); err != nil {
			return err
		}
		return s.label(ctx, code)
	})
}

func (s *Service) label(ctx context.Context, code string) error {
	_, err := s.carrier.Label(ctx, code)
	return err
}

// ShipRight asks first.
func (s *Service) ShipRight(ctx context.Context, code string) error {
	if err := s.label(ctx, code); err != nil {
		return err
	}
	return s.tx.RunInTx(ctx, func(ctx context.Context) error { return s.parcels.Insert(ctx, code) })
}
