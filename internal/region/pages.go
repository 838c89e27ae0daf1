package region

import "iter"

// fanout is how many values a page has, and how many pages a chapter: as many as
// bits in a mask.
const fanout = 32

// pages maps small numbers to values. A copy costs little, for copies share the
// pages that neither has changed since: comparing two costs what they differ by.
type pages[V any] struct {
	list []*chapter[V]
	n    int // values
	edit *edit
}

type chapter[V any] struct {
	edit  *edit // of the pages that may write to it
	pages [fanout]*page[V]
}

type page[V any] struct {
	edit *edit
	has  uint32
	vals [fanout]V
}

// An edit is the right to write to a page.
type edit struct{ _ byte }

// clone returns a copy; neither writes to the pages of the other.
func (p *pages[V]) clone() pages[V] {
	p.edit = new(edit)
	return pages[V]{append([]*chapter[V](nil), p.list...), p.n, new(edit)}
}

// at returns the page of a number, nil where there is none.
func (p *pages[V]) at(i int) *page[V] {
	if i < 0 || i/(fanout*fanout) >= len(p.list) {
		return nil
	}
	c := p.list[i/(fanout*fanout)]
	if c == nil {
		return nil
	}
	return c.pages[i/fanout%fanout]
}

// get returns the value of a number; none has a negative one.
func (p *pages[V]) get(i int) (v V, ok bool) {
	pg := p.at(i)
	if pg == nil || pg.has&(1<<(i%fanout)) == 0 {
		return v, false
	}
	return pg.vals[i%fanout], true
}

func (p *pages[V]) set(i int, v V) {
	pg := p.own(i)
	if bit := uint32(1) << (i % fanout); pg.has&bit == 0 {
		pg.has |= bit
		p.n++
	}
	pg.vals[i%fanout] = v
}

func (p *pages[V]) delete(i int) {
	if _, ok := p.get(i); !ok {
		return
	}
	pg := p.own(i)
	pg.has &^= 1 << (i % fanout)
	p.n--
	var zero V
	pg.vals[i%fanout] = zero
}

// own returns the page of a number, which may be written to.
func (p *pages[V]) own(i int) *page[V] {
	for i/(fanout*fanout) >= len(p.list) {
		p.list = append(p.list, nil)
	}
	c := &p.list[i/(fanout*fanout)]
	switch {
	case *c == nil:
		*c = &chapter[V]{edit: p.edit}
	case (*c).edit != p.edit:
		*c = &chapter[V]{p.edit, (*c).pages}
	}
	pg := &(*c).pages[i/fanout%fanout]
	switch {
	case *pg == nil:
		*pg = &page[V]{edit: p.edit}
	case (*pg).edit != p.edit:
		*pg = &page[V]{p.edit, (*pg).has, (*pg).vals}
	}
	return *pg
}

// all yields the values by their numbers. Meanwhile the one that is yielded may
// be written to, and no other.
func (p *pages[V]) all() iter.Seq2[int, V] { return p.differing(&pages[V]{}) }

// differing yields the values on those pages that another map does not share.
func (p *pages[V]) differing(q *pages[V]) iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		for k, c := range p.list {
			var other *chapter[V]
			if k < len(q.list) {
				other = q.list[k]
			}
			if c != nil && c != other && !c.differing(other, k, yield) {
				return
			}
		}
	}
}

func (c *chapter[V]) differing(other *chapter[V], k int, yield func(int, V) bool) bool {
	for i, pg := range c.pages {
		if pg == nil || other != nil && other.pages[i] == pg {
			continue
		}
		for j, v := range pg.vals {
			if pg.has&(1<<j) != 0 && !yield((k*fanout+i)*fanout+j, v) {
				return false
			}
		}
	}
	return true
}
