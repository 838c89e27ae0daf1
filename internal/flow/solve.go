// Package flow solves forward dataflow problems over a control-flow graph, one
// abstract state per property and node.
//
// That is property simulation (Das, Lerner, Seigle: "ESP: Path-Sensitive
// Program Verification in Polynomial Time", PLDI 2002): states that agree in
// their property are merged where paths meet, states that differ in it are
// kept apart. The number of states is bounded by nodes × properties, so the
// cost stays near linear in the size of the graph.
package flow

import (
	"container/heap"
	"math"
	"slices"
)

// A Graph is a control-flow graph with nodes 0..Len()-1; node 0 is the entry.
type Graph interface {
	Len() int
	Succs(node int) []int
}

// A Fact is a state with the property it is filed under.
type Fact[K comparable, S any] struct {
	Key   K
	State S
}

// An Edge is a fact that leaves a node towards its successor number Succ, an
// index into Graph.Succs.
type Edge[K comparable, S any] struct {
	Succ int
	Fact[K, S]
}

// A Problem gives meaning to nodes. Merge must be commutative, idempotent and
// descend a lattice of finite height, or Solve ends only at its limit.
type Problem[K comparable, S any] interface {
	// Transfer runs node on one state. It must not change the state it is given.
	Transfer(node int, in Fact[K, S]) []Edge[K, S]
	// Enter adapts a state to the edge from a node to its successor (phis).
	Enter(from, succ int, s S) S
	// Merge joins two states of equal property at a node, and tells whether
	// the result says less than old.
	Merge(node int, old, new S) (S, bool)
}

// Solve runs the problem to its fixed point from the given facts at the entry
// node. It returns false when more than limit transfers were needed; what the
// problem recorded until then is incomplete.
func Solve[K comparable, S any](g Graph, entry []Fact[K, S], p Problem[K, S], limit int) bool {
	s := &solver[K, S]{g: g, p: p, order: ordered(g), rank: make([]int, g.Len()), at: make([]table[K, S], g.Len())}
	for i, n := range s.order {
		s.rank[n] = i
	}
	for _, f := range entry {
		s.add(0, f)
	}
	for limit > 0 {
		n, ok := s.next()
		if !ok {
			return true
		}
		limit--
		for _, e := range p.Transfer(n.node, n.fact) {
			to := g.Succs(n.node)[e.Succ]
			s.add(to, Fact[K, S]{e.Key, p.Enter(n.node, e.Succ, e.State)})
		}
	}
	_, more := s.next()
	return !more
}

// table holds the states of one node in the order in which their properties
// first came, so that runs are repeatable.
type table[K comparable, S any] struct {
	index map[K]int
	facts []Fact[K, S]
	dirty []bool

	queued bool
}

type solver[K comparable, S any] struct {
	g     Graph
	p     Problem[K, S]
	order []int // nodes, see ordered
	rank  []int // position of a node in order
	queue queue
	at    []table[K, S]
}

type item[K comparable, S any] struct {
	node int
	fact Fact[K, S]
}

func (s *solver[K, S]) add(node int, f Fact[K, S]) {
	t := &s.at[node]
	i, ok := t.index[f.Key]
	if !ok {
		if t.index == nil {
			t.index = map[K]int{}
		}
		t.index[f.Key] = len(t.facts)
		t.facts = append(t.facts, f)
		t.dirty = append(t.dirty, false)
		s.mark(node, len(t.facts)-1)
		return
	}
	merged, changed := s.p.Merge(node, t.facts[i].State, f.State)
	if changed {
		t.facts[i].State = merged
		s.mark(node, i)
	}
}

// next picks a dirty state of the earliest node in order.
func (s *solver[K, S]) next() (item[K, S], bool) {
	for len(s.queue) > 0 {
		node := s.order[s.queue[0]]
		t := &s.at[node]
		for i, d := range t.dirty {
			if d {
				t.dirty[i] = false
				return item[K, S]{node, t.facts[i]}, true
			}
		}
		t.queued = false
		heap.Pop(&s.queue)
	}
	return item[K, S]{}, false
}

// mark files a state as dirty, and its node in the queue.
func (s *solver[K, S]) mark(node, fact int) {
	t := &s.at[node]
	t.dirty[fact] = true
	if !t.queued {
		t.queued = true
		heap.Push(&s.queue, s.rank[node])
	}
}

// queue is a heap of ranks.
type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(int)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// ordered lists the nodes that are reachable from the entry, each loop in one
// piece and after what leads to it: loops settle before what follows them is
// visited. That is a weak topological order (Bourdoncle: "Efficient chaotic
// iteration strategies with widenings", 1993).
func ordered(g Graph) []int {
	if g.Len() == 0 {
		return nil
	}
	o := &orderer{g: g, found: make([]int, g.Len())}
	o.visit(0)
	slices.Reverse(o.list)
	return o.list
}

type orderer struct {
	g     Graph
	found []int // when a node was found, 0 before that, done when it is in the list
	last  int
	open  []int // found and not in the list
	list  []int // last first
}

const done = math.MaxInt

// visit lists a node and what is reached from it, and returns when the earliest
// node was found that it is in a loop with.
func (o *orderer) visit(node int) int {
	o.last++
	at := o.last
	o.found[node] = at
	o.open = append(o.open, node)
	head, loop := at, false
	for _, s := range o.g.Succs(node) {
		first := o.found[s]
		if first == 0 {
			first = o.visit(s)
		}
		if first <= head {
			head, loop = first, true
		}
	}
	if head == at {
		o.close(node, loop)
	}
	return head
}

// close lists a node with the loop that it is the head of: what is in the loop is
// found anew, without the head.
func (o *orderer) close(node int, loop bool) {
	k := len(o.open) - 1
	for o.open[k] != node {
		o.found[o.open[k]] = 0
		k--
	}
	o.open = o.open[:k]
	o.found[node] = done
	if loop {
		for _, s := range o.g.Succs(node) {
			if o.found[s] == 0 {
				o.visit(s)
			}
		}
	}
	o.list = append(o.list, node)
}
