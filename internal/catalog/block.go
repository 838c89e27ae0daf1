package catalog

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/txlint/txlint/internal/spell"
)

// block is what a model file says about one package. Most keys are lists of
// functions; some are such lists by kind of effect, by way of not returning or
// by reason.
type block struct {
	Default text              `yaml:"default"`   // opaque (when left out) or inspect
	Roles   map[text][]text   `yaml:"roles"`     // types by role
	Streams map[text][]text   `yaml:"streams"`   // types, variables and fields by kind, or "none"
	Effects map[text]funcList `yaml:"effects"`   // by kind
	Yields  map[text]funcList `yaml:"yields"`    // by kind
	Types   map[text]text     `yaml:"functypes"` // patterns of function types by kind

	Opens      funcList `yaml:"opens"`
	Commits    funcList `yaml:"commits"`
	Rollbacks  funcList `yaml:"rollbacks"`
	Runs       funcList `yaml:"runs"`
	Statements funcList `yaml:"statements"`
	Derives    funcList `yaml:"derives"`
	Closes     funcList `yaml:"closes"`
	Moves      funcList `yaml:"moves"`

	Calls      funcList          `yaml:"calls"`
	After      funcList          `yaml:"aftercommit"`
	Through    funcList          `yaml:"through"`
	Wraps      funcList          `yaml:"wraps"`
	Goroutines funcList          `yaml:"goroutines"`
	Unlocks    funcList          `yaml:"unlocks"`
	NoReturn   map[text]funcList `yaml:"noreturn"` // by "exit" or "unwind"
	Logs       funcList          `yaml:"logs"`
	Provides   funcList          `yaml:"provides"`
	NonNil     funcList          `yaml:"nonnil"`
	Safe       map[text]funcList `yaml:"safe"` // by reason

	Anywhere map[text]funcList `yaml:"anywhere"` // by kind: functions of any package that take a type of this one
	Times    map[text]funcList `yaml:"times"`    // rules by what they say of how long a context lasts, see Time
	Brief    funcList          `yaml:"brief"`    // rules: what takes no time worth speaking of
	Hooks    funcList          `yaml:"hooks"`    // methods of any package's types that this one calls inside a transaction

	Connects funcList     `yaml:"connects"`
	SQLite   *sqliteBlock `yaml:"sqlite"` // the package is a SQLite driver

	Generates *generatedBlock `yaml:"generates"`
}

// generatedBlock is what a model file says about packages that are generated
// for the one of the block: they import it, and declare types of these names.
type generatedBlock struct {
	Declares []string `yaml:"declares"`
	Block    block    `yaml:",inline"`
}

// build makes a model of the block, and adds to wrong what is wrong with it.
func (b *block) build(wrong *yaml.TypeError) *pkgModel {
	p := builder{&pkgModel{
		coverage: Opaque,
		funcs:    map[string]*funcModel{},
		roles:    map[string]Role{},
		streams:  map[string]Kind{},
		fields:   map[string][]string{},
	}, wrong}
	switch b.Default.value {
	case "", "opaque":
	case "inspect":
		p.coverage = Inspect
	default:
		p.fail(b.Default.line, "unknown default %q; there are opaque and inspect", b.Default.value)
	}
	p.addRoles(b.Roles)
	p.addStreams(b.Streams)
	p.addFuncTypes(b.Types)
	for _, l := range []struct {
		verb string
		list funcList
	}{
		{"opens", b.Opens}, {"commits", b.Commits}, {"rollbacks", b.Rollbacks}, {"runs", b.Runs},
		{"statements", b.Statements}, {"derives", b.Derives}, {"closes", b.Closes}, {"moves", b.Moves}, {"calls", b.Calls},
		{"aftercommit", b.After}, {"through", b.Through}, {"wraps", b.Wraps}, {"goroutines", b.Goroutines},
		{"unlocks", b.Unlocks}, {"logs", b.Logs}, {"provides", b.Provides}, {"nonnil", b.NonNil}, {"connects", b.Connects},
	} {
		p.addFuncs(l.verb, "", l.list)
	}
	p.addByKind("effects", b.Effects, p.checkKind)
	p.addByKind("yields", b.Yields, p.checkKind)
	p.addByKind("noreturn", b.NoReturn, p.checkEnding)
	p.addByKind("safe", b.Safe, p.checkReason)
	p.addAnywhere(b.Anywhere)
	p.addHooks(b.Hooks)
	for _, what := range inOrder(b.Times) {
		if !isTime(what.value) {
			p.fail(what.line, "unknown time %q; there are endless, derived, timeout, deadline and later", what.value)
		}
		p.times = append(p.times, p.onlyRules("times", what.value, b.Times[what])...)
	}
	p.brief = p.onlyRules("brief", "", b.Brief)
	p.addGenerated(b.Generates)
	p.sqlite = b.SQLite.build()
	p.contradictions()
	slices.SortStableFunc(p.rules, func(a, b *rule) int { return cmp.Compare(b.weight(), a.weight()) })
	return p.pkgModel
}

// inOrder returns the keys in the order of the file, so that errors are the
// same from run to run.
func inOrder[V any](m map[text]V) []text {
	return slices.SortedFunc(maps.Keys(m), func(a, b text) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.value, b.value))
	})
}

func isKind(s string) bool { return slices.Contains(Kinds, Kind(s)) }

func (p builder) checkKind(kind text) {
	if isKind(kind.value) {
		return
	}
	var names []string
	for _, k := range Kinds {
		names = append(names, string(k))
	}
	p.fail(kind.line, "unknown kind of effect %q%s", kind.value, spell.Hint(kind.value, names))
}

func (p builder) checkEnding(way text) {
	if way.value != "exit" && way.value != "unwind" {
		p.fail(way.line, "unknown way of not returning (exit, unwind) %q", way.value)
	}
}

func (p builder) checkReason(reason text) {
	if reason.value == "" {
		p.fail(reason.line, "unknown reason %q", reason.value)
	}
}

// builder collects what a block says, and what is wrong with it.
type builder struct {
	*pkgModel
	wrong *yaml.TypeError
}

func (p builder) fail(line int, format string, args ...any) {
	p.wrong.Errors = append(p.wrong.Errors, wrongf(line, format, args...).Errors...)
}

func (p builder) addRoles(roles map[text][]text) {
	for _, role := range inOrder(roles) {
		if !slices.Contains([]Role{Tx, Pool, Session, Either}, Role(role.value)) {
			p.fail(role.line, "unknown role %q; there are tx, pool, session and either", role.value)
		}
		for _, t := range roles[role] {
			if _, twice := p.roles[t.value]; twice {
				p.fail(t.line, "%s has a role already", t.value)
			}
			p.roles[t.value] = Role(role.value)
		}
	}
}

func (p builder) addStreams(streams map[text][]text) {
	for _, kind := range inOrder(streams) {
		k := Kind(kind.value)
		switch {
		case kind.value == "none":
			k = ""
		default:
			p.checkKind(kind)
		}
		for _, n := range streams[kind] {
			if _, twice := p.streams[n.value]; twice {
				p.fail(n.line, "%s has a kind already", n.value)
			}
			p.streams[n.value] = k
			if owner, field, ok := strings.Cut(n.value, "."); ok {
				p.fields[field] = append(p.fields[field], owner)
			}
		}
	}
}

func (p builder) addFuncTypes(types map[text]text) {
	for _, kind := range inOrder(types) {
		p.checkKind(kind)
		p.funcTypes = append(p.funcTypes, funcTypes{Kind(kind.value), types[kind].value})
	}
}

func (p builder) addByKind(verb string, lists map[text]funcList, check func(kind text)) {
	for _, kind := range inOrder(lists) {
		check(kind)
		p.addFuncs(verb, kind.value, lists[kind])
	}
}

// addFuncs adds what verb and kind say about each function of the list.
func (p builder) addFuncs(verb, kind string, list funcList) {
	for _, entry := range list {
		if bad := entry.notFor(verb); bad != "" {
			p.fail(entry.line, "%s takes no %s", verb, bad)
		}
		if r := entry.rule; r != nil {
			if r.functions == nil && r.methods == nil {
				p.fail(r.line, "a rule needs functions or methods")
			}
			r.verb, r.kind = verb, kind
			p.rules = append(p.rules, r)
		}
		for _, n := range entry.names {
			m := p.funcs[n.key()]
			if m == nil {
				m = &funcModel{name: n}
				p.funcs[n.key()] = m
			}
			if !m.add(verb, kind, &entry.options) {
				p.fail(n.line, "%s is listed twice", n)
			}
		}
	}
}

func (p builder) addGenerated(b *generatedBlock) {
	if b != nil {
		p.generated, p.declares = b.Block.build(p.wrong), b.Declares
	}
}

// addAnywhere adds the rules for functions of any package.
func (p builder) addAnywhere(lists map[text]funcList) {
	for _, kind := range inOrder(lists) {
		p.checkKind(kind)
		for _, entry := range lists[kind] {
			if entry.rule == nil || entry.rule.takes == nil {
				p.fail(entry.line, "functions of any package are told by what they take")
				continue
			}
			entry.rule.verb, entry.rule.kind = "effects", kind.value
			p.anywhere = append(p.anywhere, entry.rule)
		}
	}
}

func (p builder) addHooks(list funcList) {
	for _, entry := range list {
		if r := entry.rule; r == nil || r.methods == nil || r.named == nil || r.takes == nil {
			p.fail(entry.line, "a hook is told by methods, named, takes and returns")
			continue
		}
		entry.rule.whole = true
		entry.rule.verb = "hooks"
		p.hooks = append(p.hooks, entry.rule)
	}
}

// onlyRules takes a list of rules that say nothing of what a function does.
func (p builder) onlyRules(verb, kind string, list funcList) []*rule {
	var rules []*rule
	for _, entry := range list {
		if entry.rule == nil {
			p.fail(entry.line, "functions under %s are told by rules", verb)
			continue
		}
		entry.rule.verb, entry.rule.kind = verb, kind
		rules = append(rules, entry.rule)
	}
	return rules
}

// contradictions finds functions that can't be all that is said about them.
func (p builder) contradictions() {
	for _, m := range p.funcs {
		if m.safe != "" && m.acts() {
			p.fail(m.name.line, "%s is safe and has an effect", m.name)
		}
	}
}
