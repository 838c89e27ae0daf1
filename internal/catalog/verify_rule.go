package catalog

import (
	"go/types"
	"slices"
	"strings"
)

// checkRules checks the rules of a block: that each pattern of a rule has
// functions that the rule holds for, and that what it says can be true of all.
func (v *verifier) checkRules() {
	all := v.declared()
	for _, r := range slices.Concat(v.model.rules, v.model.times, v.model.brief) {
		v.checkRule(r, all)
	}
	for _, rules := range [][]*rule{v.model.anywhere, v.model.hooks} {
		for _, r := range rules {
			v.checkTypes(r)
		}
	}
}

// declared lists the functions and the methods that the packages declare.
func (v *verifier) declared() []*types.Func {
	var all []*types.Func
	for _, pkg := range v.pkgs {
		for _, name := range pkg.Scope().Names() {
			switch obj := pkg.Scope().Lookup(name).(type) {
			case *types.Func:
				all = append(all, obj)
			case *types.TypeName:
				for fn := range methods(obj) {
					all = append(all, fn)
				}
			}
		}
	}
	return all
}

func (v *verifier) checkRule(r *rule, all []*types.Func) {
	var held []*types.Func
	for _, fn := range all {
		if r.matches(fn) {
			held = append(held, fn)
			m := &funcModel{}
			m.add(r.verb, r.kind, &r.options)
			for _, problem := range v.catalog.problems(m, fn) {
				v.failf(r.line, "%s: %s", formOf(fn), problem)
			}
		}
	}
	own := func(fn *types.Func) string { return fn.Name() }
	v.checkPatterns(r, "functions", r.functions, held, own)
	v.checkPatterns(r, "methods", r.methods, held, recvName)
	v.checkPatterns(r, "named", r.named, held, own)
	if len(r.except) > 0 {
		without := *r
		without.except = nil
		held = held[:0]
		for _, fn := range all {
			if without.matches(fn) {
				held = append(held, fn)
			}
		}
		v.checkPatterns(r, "except", r.except, held, own)
	}
}

func (v *verifier) checkPatterns(r *rule, key string, patterns []string, held []*types.Func, name func(*types.Func) string) {
	for _, pattern := range patterns {
		used := false
		for _, fn := range held {
			used = used || anyMatches([]string{pattern}, name(fn))
		}
		if !used {
			v.failf(r.line, "%s: nothing matches %s", key, pattern)
		}
	}
}

func recvName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if obj := typeName(recv.Type()); obj != nil {
			return obj.Name()
		}
	}
	return ""
}

// checkTypes checks that the types of a rule for functions of other packages
// exist, as far as the block's packages declare them.
func (v *verifier) checkTypes(r *rule) {
	for _, types := range [][]typePattern{r.takes, r.returns} {
		for _, t := range types {
			local := t.pkg.path == "" && !strings.Contains(t.name, "*") && strings.ToUpper(t.name[:1]) == t.name[:1]
			if local && v.object(t.name) == nil {
				v.failf(r.line, "no type %s", t.name)
			}
		}
	}
}
