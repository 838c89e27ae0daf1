// Package directive reads the //txlint: comments of a package.
package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/catalog"
)

// Prefix starts every directive; as with //go:build, no space follows the slashes.
const Prefix = "//txlint:"

// A Directive is one well-formed comment.
type Directive struct {
	Verb   string // "ignore", "effect", "pure" or "never-in-tx"
	Args   []string
	Reason string
	Pos    token.Pos
	End    token.Pos
	File   *ast.File
	// Doc is the declaration (*ast.FuncDecl, or *ast.Field of an interface) in
	// whose doc comment it stands, or nil.
	Doc ast.Node
}

// A Fault is a malformed directive.
type Fault struct {
	Pos, End token.Pos
	Message  string
}

// Parse reads all directives of the files. isRule tells the rule ids that exist.
func Parse(files []*ast.File, isRule func(string) bool) ([]Directive, []Fault) {
	var all []Directive
	var faults []Fault
	for _, file := range files {
		docs := docOwners(file)
		for _, group := range file.Comments {
			for _, c := range group.List {
				if !strings.HasPrefix(c.Text, Prefix) {
					continue
				}
				d, err := parse(strings.TrimPrefix(c.Text, Prefix), isRule)
				if err == nil && d.Verb != "ignore" && docs[group] == nil {
					err = fmt.Errorf("%s%s stands on no function and no interface method", Prefix, d.Verb)
				}
				if err != nil {
					faults = append(faults, Fault{c.Pos(), c.End(), err.Error()})
					continue
				}
				d.Pos, d.End, d.File, d.Doc = c.Pos(), c.End(), file, docs[group]
				all = append(all, d)
			}
		}
	}
	return all, faults
}

func parse(text string, isRule func(string) bool) (Directive, error) {
	// What follows another comment marker is a comment on the directive.
	text, _, _ = strings.Cut(text, " //")
	verb, rest, _ := strings.Cut(text, " ")
	d := Directive{Verb: verb}
	switch verb {
	case "ignore":
		rules, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
		d.Args, d.Reason = strings.Split(rules, ","), strings.TrimSpace(reason)
		for _, id := range d.Args {
			if !isRule(id) {
				return d, fmt.Errorf("%signore names no rule: %q (form: %signore rule[,rule] reason)", Prefix, id, Prefix)
			}
		}
		if d.Reason == "" {
			return d, fmt.Errorf("%signore %s has no reason (form: %signore rule[,rule] reason)", Prefix, rules, Prefix)
		}
	case "effect":
		d.Args = strings.Fields(rest)
		if len(d.Args) != 1 || !slices.Contains(catalog.Kinds, catalog.Kind(d.Args[0])) {
			return d, fmt.Errorf("%seffect wants one kind of effect of %v, not %q", Prefix, catalog.Kinds, rest)
		}
	case "pure", "never-in-tx":
		if d.Reason = strings.TrimSpace(rest); d.Reason == "" {
			return d, fmt.Errorf("%s%s has no reason (form: %s%s reason)", Prefix, verb, Prefix, verb)
		}
	default:
		return d, fmt.Errorf("unknown directive %s%s (there are ignore, effect, pure and never-in-tx)", Prefix, verb)
	}
	return d, nil
}

// docOwners maps doc comments to the declaration they belong to.
func docOwners(file *ast.File) map[*ast.CommentGroup]ast.Node {
	owners := map[*ast.CommentGroup]ast.Node{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			owners[n.Doc] = n
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				if len(m.Names) == 1 {
					owners[m.Doc] = m
					owners[m.Comment] = m
				}
			}
		}
		return true
	})
	delete(owners, nil)
	return owners
}
