package summary

import (
	"go/types"
	"slices"
)

// Bounds of what facts tell for the wiring.
const (
	maxFlows = 256  // slots that one gets to
	maxMade  = 40   // methods of all types behind results of a package
	maxKinds = 2    // effects of one of them, each told by its first call and its last
	allPorts = 3000 // ports of all functions of a package
)

// tellWiring completes the summaries with what other packages need to know to
// wire types and interfaces, and tells that of variables and the package.
func (p *Package) tellWiring(all facts) {
	made, flows, per := p.made(), p.flows(), p.portsEach()
	room := maxMade
	for _, n := range p.decls {
		n.sum.Flows, n.sum.Made = flows[n.fn], nil
		for _, m := range made[n.fn] {
			if visible(n.fn) && len(m.Methods) > 0 && len(m.Methods) <= room {
				room -= len(m.Methods)
				n.sum.Made = append(n.sum.Made, m)
			}
		}
		n.sum.Ports = p.portsOf(n.fn)
		n.sum.Ports = n.sum.Ports[:min(len(n.sum.Ports), per)]
	}
	for obj, list := range flows {
		if v, ok := obj.(*types.Var); ok && !p.inTest(v) {
			all.of(v).Own.Flows = list
		}
	}
	if calls, offers := p.inTx.all(), p.offered.all(); len(calls)+len(offers) > 0 {
		all.of(nil).InTx = encode(calls, offers)
	}
}

// made lists what stands behind the results of functions.
func (p *Package) made() map[types.Object][]Made {
	made := map[types.Object][]Made{}
	for _, s := range p.slots.sinks {
		owners := p.resultsOf(s.to)
		if len(owners) == 0 {
			continue
		}
		list := p.behaviours(s.source)
		if len(list) == 0 {
			continue
		}
		m := Made{Type: s.name(), Told: p.toldOf(s, list)}
		for _, b := range list {
			if has(s.iface, b.Method) {
				m.Methods = append(m.Methods, b.brief())
			}
		}
		for _, owner := range owners {
			m.Result = -owner.index - 1
			made[owner.obj] = append(made[owner.obj], m)
		}
	}
	return made
}

func has(iface *types.Interface, method string) bool {
	for i := range iface.NumMethods() {
		if iface.Method(i).Name() == method {
			return true
		}
	}
	return false
}

// brief cuts what a fact tells of a behaviour.
func (b Behaviour) brief() Behaviour {
	b.Effects = slices.Clone(b.Effects[:min(len(b.Effects), maxKinds)])
	for i := range b.Effects {
		if way := b.Effects[i].Way; len(way) > 2 {
			b.Effects[i].Way = []Frame{way[0], way[len(way)-1]}
		}
	}
	b.Ports = b.Ports[:min(len(b.Ports), maxInside)]
	return b
}

// resultsOf lists the results of the package's functions that a value gets to.
func (p *Package) resultsOf(slots []Slot) []slotOwner {
	var owners []slotOwner
	for _, s := range slots {
		for to := range p.slots.reach(s) {
			if owner, ok := p.slots.owned[to]; ok && owner.index < 0 && !slices.Contains(owners, owner) {
				owners = append(owners, owner)
			}
		}
	}
	return owners
}

// toldOf lists the calls that were reported of a sink, here or where it was made.
func (p *Package) toldOf(s sink, list []behaviour) []uint32 {
	var told []uint32
	for _, b := range list {
		told = append(told, b.told...)
	}
	for key := range p.told {
		if key.pos == s.at.Pos() {
			told = append(told, key.call)
		}
	}
	slices.Sort(told)
	return slices.Compact(told)
}

// flows lists where the package's slots flow to, by their owners.
func (p *Package) flows() map[types.Object][]Flow {
	flows := map[types.Object][]Flow{}
	for slot, owner := range p.slots.owned {
		f := Flow{Index: owner.index}
		for to := range p.slots.reach(slot) {
			if to != slot {
				f.To = append(f.To, to)
			}
		}
		if len(f.To) > 0 {
			slices.Sort(f.To)
			f.To = f.To[:min(len(f.To), maxFlows)]
			flows[owner.obj] = append(flows[owner.obj], f)
		}
	}
	for _, list := range flows {
		slices.SortFunc(list, func(a, b Flow) int { return a.Index - b.Index })
	}
	return flows
}

// portsEach returns how many ports of each function are exported, so that those
// of the package are not more than allPorts.
func (p *Package) portsEach() int {
	for per := 32; per > 0; per-- {
		total := 0
		for _, n := range p.decls {
			if visible(n.fn) {
				total += min(len(p.portsOf(n.fn)), per)
			}
		}
		if total <= allPorts {
			return per
		}
	}
	return 0
}
