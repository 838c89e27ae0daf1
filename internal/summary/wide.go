package summary

import (
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// wide is how many methods behind a method of an interface are too many to take
// one of them for what runs.
const wide = 8

// likely reports whether what few of the methods behind an interface's do is to
// be expected of a call. A request that one of fifty makes is a defect, for it
// waits; heavy computation is a matter of degree, and that one message of a
// protocol is compressed makes encoding none.
func (p *Package) likely(fns []*types.Func, e Effect) bool {
	if e.Kind != catalog.Compute || len(fns) <= wide {
		return true
	}
	n := 0
	for _, fn := range fns {
		if slices.ContainsFunc(p.effectsOf(fn), func(x Effect) bool { return x.Kind == e.Kind }) {
			n++
		}
	}
	return 4*n >= len(fns)
}
