package catalog

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// funcList is a list of functions in a model file. Its items are names, names
// by receiver, or either with details:
//
//   - Get
//   - (*Client): [Do, Get]
//   - {func: (*Client).Do, ctx: 0}
//
// or rules, which tell functions by what they are.
type funcList []funcEntry

// funcEntry is an item: functions of which the same is true.
type funcEntry struct {
	names   []name
	options options
	rule    *rule    // instead of names and options
	given   []string // the options that were given
	line    int
}

// allowed says which options a verb takes.
var allowed = map[string][]string{
	"opens":       {"tx", "err", "from", "ctx", "errfield", "finisher", "noend", "write", "nested", "harms", "deferred"},
	"commits":     {"tx", "err", "errfield", "byerror"},
	"rollbacks":   {"tx", "err", "errfield"},
	"runs":        {"callback", "tx", "from", "retried", "readonly", "also", "ends", "rollsback", "managed", "nested"},
	"statements":  {"on", "sql", "err", "late", "rows", "busy", "undo", "errfield"},
	"derives":     {"from", "result"},
	"closes":      {"on"},
	"goroutines":  {"late"},
	"calls":       {"args"},
	"aftercommit": {"args"},
	"through":     {"args"},
	"wraps":       {"args"},
	"connects":    {"dsn", "as"},
}

// notFor returns an option that was given and that the verb does not take.
func (e *funcEntry) notFor(verb string) string {
	for _, o := range e.given {
		if !slices.Contains(allowed[verb], o) {
			return o
		}
	}
	return ""
}

// UnmarshalYAML takes a sequence of items.
func (l *funcList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode {
		return wrongf(n.Line, "want a list of functions")
	}
	var wrong yaml.TypeError
	for _, item := range n.Content {
		e := funcEntry{line: item.Line}
		err := e.parse(item)
		if err != nil {
			wrong.Errors = append(wrong.Errors, err.Errors...)
		}
		*l = append(*l, e)
	}
	if len(wrong.Errors) > 0 {
		return &wrong
	}
	return nil
}

func (e *funcEntry) parse(n *yaml.Node) (err *yaml.TypeError) {
	if isRule(n) {
		e.rule, e.given, err = parseRule(n)
		return err
	}
	if n.Kind != yaml.MappingNode || !slices.ContainsFunc(n.Content, func(k *yaml.Node) bool { return k.Value == "func" }) {
		return e.addNames(n, "")
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Value == "func" {
			if err := e.addNames(value, ""); err != nil {
				return err
			}
			continue
		}
		e.given = append(e.given, key.Value)
		if err := e.options.set(key, value); err != nil {
			return err
		}
	}
	return nil
}

// addNames adds a name, a list of names or of such, or names by receiver.
func (e *funcEntry) addNames(n *yaml.Node, recv string) *yaml.TypeError {
	switch n.Kind {
	case yaml.AliasNode:
		return e.addNames(n.Alias, recv)
	case yaml.ScalarNode:
		parsed, err := parseName(recv+n.Value, n.Line)
		e.names = append(e.names, parsed)
		return err
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if err := e.addNames(item, recv); err != nil {
				return err
			}
		}
		return nil
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			if recv != "" {
				return wrongf(n.Line, "a receiver inside a receiver")
			}
			if err := e.addNames(n.Content[i+1], n.Content[i].Value+"."); err != nil {
				return err
			}
		}
		return nil
	}
	return wrongf(n.Line, "want a function, or functions by receiver")
}
