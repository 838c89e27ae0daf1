package summary

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A node is a function or a literal as the effect analysis sees it: a list of
// what it does, in source order.
type node struct {
	fn      *types.Func // nil for a literal
	outer   *node       // nil for a declaration
	ops     []*op
	params  map[*types.Var]int // of the declaration around it
	effects []Effect
	streams []Stream
	ports   []Port
	calls   map[callback]bool // what of its parameters running it calls
	sum     *Summary          // of a declaration

	dispatch *dispatch // it stands for the methods behind one of an interface
	readers  []*node   // those that are made of this one, see settle
	stale    bool
}

// An op is one thing that a function does.
type op struct {
	at      ast.Node
	pos     token.Pos
	end     token.Pos
	async   bool     // in a goroutine of its own
	direct  []Effect // effects that its syntax and the models tell
	callees []target
	args    []argument // functions among its arguments
	passes  []passed   // interface values among its arguments

	streams  []Stream   // what of the declaration's parameters it reads or writes
	streamed []streamed // arguments of which it tells what stands behind them
}

// A target is what a call may run: one of the three.
type target struct {
	fn    *types.Func
	iface bool  // fn is a method of an interface
	recv  []ref // and where the value is kept that has it
	lit   *node
	param *types.Var
	field string // param is a struct, and this its field that is called
}

// A callback is a parameter that is called, or a field of one that is a struct.
type callback struct {
	param *types.Var
	field string
}

// passed is an interface value that a call passes on.
type passed struct {
	index int
	to    []ref
}

type argument struct {
	index int
	field string // the function is in this field of the argument
	pos   token.Pos
	to    []target
}
