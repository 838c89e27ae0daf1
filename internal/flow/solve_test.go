package flow

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// reach is a problem that is easy to solve by hand: which of the given events
// may have happened on the way to a node, and the property is how many gates
// were passed, modulo two.
type reach struct {
	adj    [][]int
	event  []uint64 // set by a node
	gate   []bool   // changes the property
	seen   []map[int]uint64
	visits int
}

func (r *reach) Len() int          { return len(r.adj) }
func (r *reach) Succs(n int) []int { return r.adj[n] }

func (r *reach) Transfer(n int, in Fact[int, uint64]) []Edge[int, uint64] {
	r.visits++
	if r.seen[n] == nil {
		r.seen[n] = map[int]uint64{}
	}
	r.seen[n][in.Key] |= in.State
	out := Fact[int, uint64]{in.Key, in.State | r.event[n]}
	if r.gate[n] {
		out.Key = 1 - out.Key
	}
	var edges []Edge[int, uint64]
	for i := range r.adj[n] {
		edges = append(edges, Edge[int, uint64]{i, out})
	}
	return edges
}

func (r *reach) Enter(_, _ int, s uint64) uint64 { return s }

func (r *reach) Merge(_ int, old, new uint64) (uint64, bool) {
	return old | new, old|new != old
}

// walk enumerates the same by following paths until nothing is new.
func (r *reach) walk() []map[int]uint64 {
	want := make([]map[int]uint64, len(r.adj))
	var visit func(n, key int, state uint64)
	visit = func(n, key int, state uint64) {
		if want[n] == nil {
			want[n] = map[int]uint64{}
		}
		old, ok := want[n][key]
		if ok && old|state == old {
			return
		}
		want[n][key] = old | state
		state |= r.event[n]
		if r.gate[n] {
			key = 1 - key
		}
		for _, s := range r.adj[n] {
			visit(s, key, state)
		}
	}
	visit(0, 0, 0)
	return want
}

func random(rng *rand.Rand, n int) *reach {
	r := &reach{adj: make([][]int, n), event: make([]uint64, n), gate: make([]bool, n), seen: make([]map[int]uint64, n)}
	for i := range n {
		for range rng.IntN(3) {
			r.adj[i] = append(r.adj[i], rng.IntN(n))
		}
		r.event[i] = 1 << rng.IntN(20)
		r.gate[i] = rng.IntN(4) == 0
	}
	return r
}

// The fixed point does not depend on the order of the visits: it is what
// following all paths gives.
func TestSolveEqualsAllPaths(t *testing.T) {
	for seed := range uint64(200) {
		r := random(rand.New(rand.NewPCG(seed, 1)), 1+int(seed%12))
		if !Solve(r, []Fact[int, uint64]{{0, 0}}, r, 1<<20) {
			t.Fatalf("seed %d: the limit was reached", seed)
		}
		want := r.walk()
		for n := range want {
			if len(r.seen[n]) != len(want[n]) {
				t.Fatalf("seed %d, node %d: properties %v, want %v", seed, n, r.seen[n], want[n])
			}
			for k, s := range want[n] {
				if r.seen[n][k] != s {
					t.Errorf("seed %d, node %d, property %d: %b, want %b", seed, n, k, r.seen[n][k], s)
				}
			}
		}
	}
}

// Two runs visit the same states the same number of times.
func TestSolveRepeats(t *testing.T) {
	a, b := random(rand.New(rand.NewPCG(7, 7)), 40), random(rand.New(rand.NewPCG(7, 7)), 40)
	Solve(a, []Fact[int, uint64]{{0, 0}}, a, 1<<20)
	Solve(b, []Fact[int, uint64]{{0, 0}}, b, 1<<20)
	if a.visits != b.visits {
		t.Errorf("%d visits, then %d", a.visits, b.visits)
	}
}

func TestSolveStopsAtItsLimit(t *testing.T) {
	r := &reach{adj: [][]int{{1}, {2}, {}}, event: make([]uint64, 3), gate: make([]bool, 3), seen: make([]map[int]uint64, 3)}
	if Solve(r, []Fact[int, uint64]{{0, 0}}, r, 2) {
		t.Error("3 nodes solved in 2 transfers")
	}
	r.seen = make([]map[int]uint64, 3)
	if !Solve(r, []Fact[int, uint64]{{0, 0}}, r, 3) {
		t.Error("3 nodes not solved in 3 transfers")
	}
}

// A chain of a hundred thousand nodes is one visit a node, and no recursion.
func TestSolveIsLinearOnChains(t *testing.T) {
	const n = 100_000
	r := &reach{adj: make([][]int, n), event: make([]uint64, n), gate: make([]bool, n), seen: make([]map[int]uint64, n)}
	for i := range n - 1 {
		r.adj[i] = []int{i + 1}
	}
	if !Solve(r, []Fact[int, uint64]{{0, 0}}, r, n) || r.visits != n {
		t.Errorf("%d visits of %d nodes", r.visits, n)
	}
}

func TestOrdered(t *testing.T) {
	// 1 is the head of a loop of 1, 2, 3, of which 4 follows; 5 is not reached.
	r := &reach{adj: [][]int{{1}, {4, 2}, {3, 4}, {1}, {}, {4}}}
	order := ordered(r)
	if len(order) != 5 || slices.Contains(order, 5) {
		t.Errorf("order %v: the nodes that the entry reaches", order)
	}
	if !slices.Equal(order[:2], []int{0, 1}) || order[4] != 4 {
		t.Errorf("order %v: the entry, the loop, and then what follows", order)
	}
}

// A loop is settled before what follows it is visited: loops one after the other
// are visited a few times each, however many there are.
func TestSolveIsLinearOnLoops(t *testing.T) {
	const loops = 1000
	n := 3*loops + 1
	r := &reach{adj: make([][]int, n), event: make([]uint64, n), gate: make([]bool, n), seen: make([]map[int]uint64, n)}
	for i := range loops {
		head := 3 * i
		r.adj[head] = []int{head + 1, head + 3}
		r.adj[head+1] = []int{head + 2}
		r.adj[head+2] = []int{head}
		r.event[head+1] = 1 << (i % 60)
	}
	if !Solve(r, []Fact[int, uint64]{{0, 0}}, r, 4*n) {
		t.Errorf("more than %d visits of %d nodes", 4*n, n)
	}
}
