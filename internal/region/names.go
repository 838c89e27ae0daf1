package region

import "golang.org/x/tools/go/ssa"

// names numbers the symbols of one run, so that what is known of them can be
// kept in pages.
type names struct {
	numbers map[symbol]int
	symbols []symbol

	answers []int         // the numbers of answers
	joined  map[int][]int // those of joined symbols, by node
	held    map[symbol]bool

	work int // values looked at
}

func newNames() *names {
	return &names{numbers: map[symbol]int{}, joined: map[int][]int{}, held: map[symbol]bool{}}
}

// number returns the number of a symbol.
func (n *names) number(s symbol) int {
	i, known := n.numbers[s]
	if known {
		return i
	}
	i = len(n.symbols)
	n.numbers[s] = i
	n.symbols = append(n.symbols, s)
	switch s := s.(type) {
	case answer:
		n.answers = append(n.answers, i)
	case joined:
		n.joined[s.node] = append(n.joined[s.node], i)
	}
	return i
}

// find returns the number of a symbol, -1 where it has none: nothing is known
// of it.
func (n *names) find(s symbol) int {
	if i, known := n.numbers[s]; known {
		return i
	}
	return -1
}

// hold notes that something other than itself stands for a value, or holds it.
func (n *names) hold(s symbol) {
	if v, ok := s.(ssa.Value); ok {
		n.held[v] = true
	}
}

// isJoined reports whether a number is that of a symbol of a node.
func (n *names) isJoined(i, node int) bool {
	j, ok := n.symbols[i].(joined)
	return ok && j.node == node
}

// metAt reports whether a number is that of the symbol which something became at
// a node.
func (n *names) metAt(i, node int, of any) bool {
	j, ok := n.symbols[i].(joined)
	return ok && j.node == node && j.of == of
}
