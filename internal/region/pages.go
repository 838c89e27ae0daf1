package region

import "iter"

// pageSize is how many values a page has: as many as bits in its mask.
const pageSize = 32

// pages maps small numbers to values. A copy costs little, for copies share the
// pages that neither has changed since: comparing two costs what they differ by.
type pages[V any] struct {
	list []*page[V]
	n    int // values
	edit *edit
}

type page[V any] struct {
	edit *edit // of the pages that may write to it
	has  uint32
	vals [pageSize]V
}

// An edit is the right to write to a page.
type edit struct{ _ byte }

// clone returns a copy; neither writes to the pages of the other.
func (p *pages[V]) clone() pages[V] {
	p.edit = new(edit)
	return pages[V]{append([]*page[V](nil), p.list...), p.n, new(edit)}
}

// get returns the value of a number; none has a negative one.
func (p *pages[V]) get(i int) (v V, ok bool) {
	if i < 0 || i/pageSize >= len(p.list) {
		return v, false
	}
	pg := p.list[i/pageSize]
	if pg == nil || pg.has&(1<<(i%pageSize)) == 0 {
		return v, false
	}
	return pg.vals[i%pageSize], true
}

func (p *pages[V]) set(i int, v V) {
	for i/pageSize >= len(p.list) {
		p.list = append(p.list, nil)
	}
	pg := p.own(i / pageSize)
	if bit := uint32(1) << (i % pageSize); pg.has&bit == 0 {
		pg.has |= bit
		p.n++
	}
	pg.vals[i%pageSize] = v
}

func (p *pages[V]) delete(i int) {
	if _, ok := p.get(i); !ok {
		return
	}
	pg := p.own(i / pageSize)
	pg.has &^= 1 << (i % pageSize)
	p.n--
	var zero V
	pg.vals[i%pageSize] = zero
}

// own returns a page that may be written to.
func (p *pages[V]) own(k int) *page[V] {
	pg := p.list[k]
	switch {
	case pg == nil:
		pg = &page[V]{edit: p.edit}
	case pg.edit != p.edit:
		mine := *pg
		mine.edit = p.edit
		pg = &mine
	}
	p.list[k] = pg
	return pg
}

// all yields the values by their numbers. Meanwhile the one that is yielded may
// be written to, and no other.
func (p *pages[V]) all() iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		for k, pg := range p.list {
			if pg != nil && !pg.each(k, yield) {
				return
			}
		}
	}
}

// differing yields the values on those pages that another map does not share.
func (p *pages[V]) differing(q *pages[V]) iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		for k, pg := range p.list {
			if pg == nil || k < len(q.list) && q.list[k] == pg {
				continue
			}
			if !pg.each(k, yield) {
				return
			}
		}
	}
}

func (pg *page[V]) each(k int, yield func(int, V) bool) bool {
	for i := range pageSize {
		if pg.has&(1<<i) != 0 && !yield(k*pageSize+i, pg.vals[i]) {
			return false
		}
	}
	return true
}
