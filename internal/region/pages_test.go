package region

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// Pages behave as maps do, copies apart from each other, and two copies differ
// by what was written to either.
func TestPages(t *testing.T) {
	type pair struct {
		pages pages[int]
		want  map[int]int
	}
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		all := []*pair{{pages[int]{edit: new(edit)}, map[int]int{}}}
		for range 300 {
			p := all[rng.IntN(len(all))]
			i := rng.IntN(200)
			switch rng.IntN(8) {
			case 0:
				all = append(all, &pair{p.pages.clone(), maps.Clone(p.want)})
			case 1:
				p.pages.delete(i)
				delete(p.want, i)
			default:
				p.pages.set(i, int(rng.Uint32()))
				p.want[i], _ = p.pages.get(i)
			}
		}
		for _, p := range all {
			if got := maps.Collect(p.pages.all()); !maps.Equal(got, p.want) || p.pages.n != len(p.want) {
				t.Fatalf("seed %d: %v (%d), want %v", seed, got, p.pages.n, p.want)
			}
			differs := maps.Collect(p.pages.differing(&all[0].pages))
			for i, v := range p.want {
				if w, ok := all[0].want[i]; !ok || v != w {
					if _, told := differs[i]; !told {
						t.Fatalf("seed %d: %d differs and is not told", seed, i)
					}
				}
			}
		}
	}
}
