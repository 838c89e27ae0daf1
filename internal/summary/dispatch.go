package summary

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/catalog"
)

// A dispatch is a method of an interface that the package calls, with the
// methods behind it. Many calls can go through it, and many methods can be
// behind it: what these do is worked out once for all calls.
type dispatch struct {
	node
	fns     []*types.Func
	best    []behindEffect // the best of each kind and mode, as a caller sees them
	read    []behindStream // the best of each parameter
	certain bool           // a caller has an effect for certain, see Package.certain
}

// A behindEffect is an effect of one of the methods behind an interface's.
type behindEffect struct {
	Effect
	of *types.Func
}

// A behindStream is a stream of one of them.
type behindStream struct {
	Stream
	of *types.Func
}

// dispatchOf returns the dispatch of a call through an interface whose methods
// can be seen, nil for other targets.
func (p *Package) dispatchOf(t target) *dispatch {
	if !t.iface {
		return nil
	}
	d, known := p.behind[t.fn]
	if known {
		return d
	}
	if fns := p.callees(t); len(fns) > 0 && fns[0] != t.fn {
		d = &dispatch{fns: fns}
		d.node.dispatch = d
		p.dispatches = append(p.dispatches, d)
	}
	p.behind[t.fn] = d
	return d
}

// choose finds the best effects of the methods, and reports whether they are
// news.
func (p *Package) choose(d *dispatch) bool {
	old := *d
	d.best, d.read, d.certain = nil, nil, false
	heavy := 0
	for _, fn := range d.fns {
		computes := false
		for _, e := range p.effectsOf(fn) {
			computes = computes || e.Kind == catalog.Compute
			d.certain = d.certain || e.counts()
			d.best = p.better(d.best, behindEffect{e, fn})
		}
		if computes {
			heavy++
		}
		for _, s := range p.streamsOf(fn) {
			d.chooseStream(p, s, fn)
		}
	}
	if !likely(heavy, len(d.fns)) {
		d.best = slices.DeleteFunc(d.best, func(e behindEffect) bool { return e.Kind == catalog.Compute })
	}
	return d.certain != old.certain || !slices.EqualFunc(d.best, old.best, sameEffect) || !slices.EqualFunc(d.read, old.read, sameStream)
}

// chooseStream keeps the best of the streams of each parameter.
func (d *dispatch) chooseStream(p *Package, s Stream, of *types.Func) {
	i := slices.IndexFunc(d.read, func(x behindStream) bool { return x.Param == s.Param })
	switch {
	case i < 0:
		d.read = append(d.read, behindStream{s, of})
	case p.compareSeen(behindEffect{s.effect(""), of}, behindEffect{d.read[i].effect(""), d.read[i].of}) < 0:
		d.read[i] = behindStream{s, of}
	}
}

func sameEffect(x, y behindEffect) bool {
	return x.of == y.of && compareKinds(x.Effect, y.Effect) == 0 && compare(x.Effect, y.Effect) == 0
}

func sameStream(x, y behindStream) bool {
	return x.of == y.of && x.Param == y.Param && compare(x.effect(""), y.effect("")) == 0
}

// better adds an effect to a list with one of each kind and mode.
func (p *Package) better(list []behindEffect, e behindEffect) []behindEffect {
	i, found := slices.BinarySearchFunc(list, e, func(a, b behindEffect) int { return compareKinds(a.Effect, b.Effect) })
	switch {
	case !found:
		return slices.Insert(list, i, e)
	case p.compareSeen(e, list[i]) < 0:
		list[i] = e
	}
	return list
}

// compareSeen compares effects as they are seen at one and the same call.
func (p *Package) compareSeen(a, b behindEffect) int {
	if c := cmp.Or(min(len(a.Way)+1, MaxFrames)-min(len(b.Way)+1, MaxFrames), strings.Compare(a.Name, b.Name)); c != 0 {
		return c
	}
	seen := func(e behindEffect) Effect { return e.Through(Frame{Name: p.Display(e.of)}) }
	return compare(seen(a), seen(b))
}

// wide is how many methods behind a method of an interface are too many to take
// one of them for what runs.
const wide = 8

// likely reports whether heavy computation that some of all methods behind an
// interface's do is to be expected of a call. A request that one of fifty makes
// is a defect, for it waits; computation is a matter of degree, and that one
// message of a protocol is compressed makes encoding none.
func likely(some, all int) bool { return all <= wide || 4*some >= all }
