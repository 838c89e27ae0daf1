package catalog

import (
	"go/types"
	"path"
	"slices"

	"go.yaml.in/yaml/v3"
)

// rule is an item of a list that tells its functions by what they are, instead
// of naming them. All of its conditions must hold.
//
//   - {functions: "Print*"}
//   - {methods: [Client, "*Service"], takes: context.Context, except: Close}
type rule struct {
	functions []string // patterns of function names, or
	methods   []string // patterns of the names of the types that declare methods
	named     []string // patterns of the methods' own names; none: any
	except    []string // patterns of names that the rule does not hold for
	takes     []typePattern
	returns   []typePattern
	whole     bool // takes and returns are all types of the signature

	verb, kind string
	options    options
	line       int
}

// weight orders rules: what they call safe, no other one calls an effect.
func (r *rule) weight() int {
	if r.verb == "safe" {
		return 1
	}
	return 0
}

// matches tells whether the rule holds for fn, by its declaration. Only what
// other packages can call is meant.
func (r *rule) matches(fn *types.Func) bool {
	return fn.Exported() && r.naming(fn) && r.hasTypes(fn.Pkg(), fn.Signature())
}

// naming tells whether the rule holds for fn by its name and its receiver's.
func (r *rule) naming(fn *types.Func) bool {
	recv := ""
	if v := fn.Signature().Recv(); v != nil {
		obj := typeName(v.Type())
		if obj == nil {
			return false
		}
		recv = obj.Name()
	}
	return r.names(recv, fn.Name())
}

func (r *rule) names(recv, name string) bool {
	if anyMatches(r.except, name) {
		return false
	}
	if recv == "" {
		return anyMatches(r.functions, name)
	}
	return anyMatches(r.methods, recv) && (r.named == nil || anyMatches(r.named, name))
}

// hasTypes tells whether the signature has all types of the rule. A type that
// is named without a package belongs to own.
func (r *rule) hasTypes(own *types.Package, sig *types.Signature) bool {
	if r.whole && (sig.Params().Len() != len(r.takes) || sig.Results().Len() != len(r.returns)) {
		return false
	}
	for _, t := range r.takes {
		if !t.among(own, sig.Params(), sig) {
			return false
		}
	}
	for _, t := range r.returns {
		if !t.among(own, sig.Results(), sig) {
			return false
		}
	}
	return true
}

// anyMatches tells whether one of the patterns, in which * stands for any
// letters, is the whole name.
func anyMatches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, name)
		return ok
	})
}

// isRule tells whether an item of a list is a rule.
func isRule(n *yaml.Node) bool {
	return n.Kind == yaml.MappingNode && slices.ContainsFunc(n.Content, func(k *yaml.Node) bool {
		return slices.Contains([]string{"functions", "methods", "takes", "returns"}, k.Value)
	})
}

// parseRule parses an item that is a rule; given are the options it has.
func parseRule(n *yaml.Node) (r *rule, given []string, err *yaml.TypeError) {
	r = &rule{line: n.Line}
	patterns := map[string]*[]string{"functions": &r.functions, "methods": &r.methods, "named": &r.named, "except": &r.except}
	typs := map[string]*[]typePattern{"takes": &r.takes, "returns": &r.returns}
	for i := 0; i < len(n.Content) && err == nil; i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case patterns[key.Value] != nil:
			*patterns[key.Value], err = parseGlobs(value)
		case typs[key.Value] != nil:
			*typs[key.Value], err = parseTypes(value)
		case key.Value == "whole":
			r.whole = true
		default:
			given = append(given, key.Value)
			err = r.options.set(key, value)
		}
	}
	switch {
	case err != nil:
	case r.functions != nil && r.methods != nil, r.named != nil && r.methods == nil:
		err = wrongf(n.Line, "a rule is of functions, or of methods, which named tells apart")
	}
	return r, given, err
}

// parseGlobs parses one pattern of names, or a list of them.
func parseGlobs(n *yaml.Node) (all []string, err *yaml.TypeError) {
	for _, item := range oneOrMore(n) {
		if _, bad := path.Match(item.Value, "x"); bad != nil || item.Value == "" || item.Kind != yaml.ScalarNode {
			return nil, wrongf(item.Line, "%q is no pattern of names", item.Value)
		}
		all = append(all, item.Value)
	}
	return all, nil
}

// oneOrMore returns the items of a list, or the node that stands for one.
func oneOrMore(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}
