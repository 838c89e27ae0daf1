package summary

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// A Stream says that a function reads or writes what it is handed for a
// parameter whose type doesn't tell what that is: its callers know.
type Stream struct {
	Param int
	Name  string  // the library function at the end
	Way   []Frame // as that of an effect
}

// A streamed argument is one of which the call tells what stands behind it.
type streamed struct {
	index int
	reach
}

// streamArgs lists the arguments that reach something, of a call of functions
// whose bodies are known.
func (w *walker) streamArgs(call *ast.CallExpr, callees []target) (all []streamed) {
	if !slices.ContainsFunc(callees, w.hasBody) {
		return nil
	}
	for i, a := range call.Args {
		t := w.pass.TypesInfo.TypeOf(a)
		if t == nil {
			continue
		}
		switch t.Underlying().(type) {
		case *types.Pointer, *types.Interface, *types.Struct, *types.Slice:
			if r := w.stream(a, 0); len(r.kinds)+len(r.params) > 0 {
				all = append(all, streamed{paramIndex(w.pass.TypesInfo.TypeOf(call.Fun), i), r})
			}
		}
	}
	return all
}

func (p *Package) hasBody(t target) bool {
	return t.fn != nil && t.fn.Pkg() != nil && p.cat.Covers(t.fn.Pkg().Path()) != catalog.Opaque
}

// eachStreamed yields the streams that an operation reads or writes in what it
// calls, with the argument that is one.
func (p *Package) eachStreamed(o *op, yield func(s Stream, a streamed)) {
	if len(o.streamed) == 0 {
		return
	}
	for _, t := range o.callees {
		for _, s := range p.streamsAt(t) {
			for _, a := range o.streamed {
				if a.index == s.Param {
					x := s.Stream
					x.Way = Extend(p.frame(p.Display(s.of), o.pos), x.Way)
					yield(x, a)
				}
			}
		}
	}
}

// streamsAt lists the streams of what a target runs, none for a literal.
func (p *Package) streamsAt(t target) []behindStream {
	if t.fn == nil {
		return nil
	}
	if d := p.behind[t.fn]; d != nil && t.iface {
		return d.read
	}
	var list []behindStream
	for _, fn := range p.callees(t) {
		for _, s := range p.streamsOf(fn) {
			list = append(list, behindStream{s, fn})
		}
	}
	return list
}

// streamsOf lists the parameters that a function reads or writes, unless a
// directive or the configuration says what it does.
func (p *Package) streamsOf(fn *types.Func) []Stream {
	if p.declaredFor(fn).overrides() || p.cat.Overrides(fn) {
		return nil
	}
	if n := p.funcs[fn]; n != nil {
		return n.streams
	}
	if s := p.Of(fn); s != nil {
		return s.Streams
	}
	return nil
}

// composeStreams adds to the node what an operation reads and writes of the
// declaration's parameters: itself, in what it calls, and in literals that run
// here. It reports whether that was news.
func (p *Package) composeStreams(n *node, o *op) (changed bool) {
	if o.async {
		return false
	}
	news := func(s Stream) { changed = n.addStream(s) || changed }
	for _, s := range o.streams {
		news(s)
	}
	p.eachStreamed(o, func(s Stream, a streamed) {
		for _, i := range a.params {
			s.Param = i
			news(s)
		}
	})
	p.eachTarget(o, func(t target, _ token.Pos, async bool) {
		if t.lit != nil && !async {
			for _, s := range t.lit.streams {
				news(s)
			}
		}
	})
	return changed
}

// addStream files a stream and reports whether that changed the list: the
// shortest way of each parameter is kept.
func (n *node) addStream(s Stream) bool {
	i, found := slices.BinarySearchFunc(n.streams, s, func(a, b Stream) int { return cmp.Compare(a.Param, b.Param) })
	switch {
	case !found:
		n.streams = slices.Insert(n.streams, i, s)
	case compare(s.effect(""), n.streams[i].effect("")) < 0:
		n.streams[i] = s
	default:
		return false
	}
	return true
}

// effect is that of a stream behind which something of a kind stands.
func (s Stream) effect(kind catalog.Kind) Effect {
	return Effect{Kind: kind, Name: s.Name, Way: s.Way}
}
