package region

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"testing"
)

// randomEnv makes an environment over a few cells and symbols.
func randomEnv(rng *rand.Rand, all *names) *env {
	e := newEnv(all)
	symbols := []symbol{nilSymbol{}, boolSymbol(true), txSymbol{}, closer{true}, errorOf{}}
	for i := range 5 {
		if rng.IntN(3) > 0 {
			e.setCell(cell{errorOf{}, string(rune('a' + i))}, symbols[rng.IntN(len(symbols))])
		}
	}
	for _, s := range []symbol{txSymbol{}, errorOf{}} {
		e.learn(s, fact(rng.IntN(3)))
	}
	return e
}

// contents is what an environment says.
type contents struct {
	cells map[cell]symbol
	facts map[symbol]fact
}

func contentsOf(e *env) contents {
	c := contents{maps.Collect(e.allCells()), map[symbol]fact{}}
	for i, f := range e.facts.all() {
		c.facts[e.names.symbols[i]] = f
	}
	return c
}

func same(a, b *env) bool { return reflect.DeepEqual(contentsOf(a), contentsOf(b)) }

// Merge is a meet: idempotent, commutative in what it says, and descending.
func TestMergeLaws(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 2))
		all := newNames()
		a, b, c := randomEnv(rng, all), randomEnv(rng, all), randomEnv(rng, all)
		if m, changed := merge(0, a, a.clone()); changed || !same(m, a) {
			t.Fatalf("seed %d: merging with itself changed %v to %v", seed, a, m)
		}
		ab, _ := merge(0, a, b)
		ba, _ := merge(0, b, a)
		if !same(ab, ba) {
			t.Fatalf("seed %d: a∧b = %v, b∧a = %v", seed, ab, ba)
		}
		if again, changed := merge(0, ab, b); changed {
			t.Fatalf("seed %d: (a∧b)∧b = %v still changes %v", seed, again, ab)
		}
		for s, f := range contentsOf(ab).facts {
			if _, met := s.(joined); !met && (a.fact(s) != f || b.fact(s) != f) {
				t.Fatalf("seed %d: %v is %v after the merge, %v and %v before", seed, s, f, a.fact(s), b.fact(s))
			}
		}
		abc, _ := merge(0, ab, c)
		bc, _ := merge(0, b, c)
		abc2, _ := merge(0, a, bc)
		if x, y := contentsOf(abc).cells, contentsOf(abc2).cells; !reflect.DeepEqual(x, y) {
			t.Fatalf("seed %d: (a∧b)∧c and a∧(b∧c) differ: %v, %v", seed, x, y)
		}
	}
}

// A merge leaves its operands alone.
func TestMergeDoesNotWrite(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	all := newNames()
	a, b := randomEnv(rng, all), randomEnv(rng, all)
	ca, cb := contentsOf(a), contentsOf(b)
	merge(3, a, b)
	if !reflect.DeepEqual(contentsOf(a), ca) || !reflect.DeepEqual(contentsOf(b), cb) {
		t.Error("merge changed an operand")
	}
}

func TestFactNot(t *testing.T) {
	for _, f := range []fact{isNil, nonNil, isTrue, isFalse, isZero, nonZero} {
		if f.not() == f || f.not().not() != f {
			t.Errorf("not(%d) = %d", f, f.not())
		}
	}
}
