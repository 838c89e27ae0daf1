package catalog

import (
	"go/types"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// name is a function as a model file names it, relative to its package:
// "Get", "(*Client).Do" or "(RoundTripper).RoundTrip".
type name struct {
	recv string // "Client"
	ptr  bool
	fn   string
	line int
}

var nameForm = regexp.MustCompile(`^(?:\((\*?)([\pL_][\pL_\d]*)\)\.)?([\pL_][\pL_\d]*)$`)

func parseName(text string, line int) (name, *yaml.TypeError) {
	m := nameForm.FindStringSubmatch(text)
	if m == nil {
		return name{}, wrongf(line, "%q names no function; write Get, (*Client).Do or (RoundTripper).RoundTrip", text)
	}
	return name{recv: m[2], ptr: m[1] != "", fn: m[3], line: line}, nil
}

// String is the form that model files have.
func (n name) String() string {
	switch {
	case n.recv == "":
		return n.fn
	case n.ptr:
		return "(*" + n.recv + ")." + n.fn
	}
	return "(" + n.recv + ")." + n.fn
}

// key leaves out the star: T and *T can't both declare a method.
func (n name) key() string {
	if n.recv == "" {
		return n.fn
	}
	return n.recv + "." + n.fn
}

// nameOf is the key of fn. Type parameters don't count.
func nameOf(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	if obj := typeName(recv.Type()); obj != nil {
		return obj.Name() + "." + fn.Name()
	}
	return "." + fn.Name() // a method of a type literal: models name none
}
