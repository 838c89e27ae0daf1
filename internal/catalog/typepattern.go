package catalog

import (
	"go/types"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// typePattern is a type as a rule names it: "context.Context", "*net/http.Request",
// "*DB" (of the function's own package), "error", or "...Option" for the
// elements of a variadic parameter; "self" is the receiver's type. In a name a
// * stands for any letters, and then for any package too. Type arguments don't
// count.
type typePattern struct {
	variadic, ptr bool
	pkg           family // of the zero value: the function's own, or predeclared
	name          string
}

var typeForm = regexp.MustCompile(`^(\.\.\.)?(\*?)(?:([^\s*]*[^\s*./]/?(?:v\*)?)\.)?([\pL_*][\pL_\d*]*)$`)

func parseTypes(n *yaml.Node) (all []typePattern, err *yaml.TypeError) {
	for _, item := range oneOrMore(n) {
		t, ok := parseTypePattern(item.Value)
		if !ok || item.Kind != yaml.ScalarNode {
			return nil, wrongf(item.Line, "%q names no type; write error, *Client, context.Context or ...Option", item.Value)
		}
		all = append(all, t)
	}
	return all, nil
}

func parseTypePattern(text string) (typePattern, bool) {
	m := typeForm.FindStringSubmatch(text)
	if m == nil {
		return typePattern{}, false
	}
	t := typePattern{variadic: m[1] != "", ptr: m[2] != "", name: m[4]}
	if m[3] == "" {
		return t, true
	}
	f, err := parseFamily(m[3])
	t.pkg = f
	return t, err == nil && !f.tree
}

// among tells whether one of the variables is of the type. own is the package
// that types without one belong to; sig is the signature that has the variables.
func (p typePattern) among(own *types.Package, vars *types.Tuple, sig *types.Signature) bool {
	variadic := sig.Variadic() && vars == sig.Params()
	for i := range vars.Len() {
		t := vars.At(i).Type()
		isVariadic := variadic && i == vars.Len()-1
		if isVariadic {
			t = elem(t)
		}
		if p.isSelf() && isReceiver(sig, t) || p.variadic == isVariadic && p.is(own, t) {
			return true
		}
	}
	return false
}

func (p typePattern) isSelf() bool { return p == typePattern{name: "self"} }

// isReceiver tells whether t is the type of the receiver, or is declared by the
// same name.
func isReceiver(sig *types.Signature, t types.Type) bool {
	recv := sig.Recv()
	return recv != nil && typeName(t) != nil && typeName(t) == typeName(recv.Type())
}

// is tells whether t is the type.
func (p typePattern) is(own *types.Package, t types.Type) bool {
	t = types.Unalias(t)
	pointer, isPointer := t.(*types.Pointer)
	if isPointer != p.ptr {
		return false
	}
	if isPointer {
		t = types.Unalias(pointer.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		return p.isNamed(t.Obj().Name()) && p.declaredBy(t.Obj().Pkg(), own)
	case *types.Basic:
		return p.pkg.path == "" && t.Name() == p.name
	}
	return false
}

func (p typePattern) isNamed(name string) bool { return anyMatches([]string{p.name}, name) }

func (p typePattern) declaredBy(pkg, own *types.Package) bool {
	switch {
	case pkg == nil: // error
		return p.pkg.path == ""
	case p.pkg.path == "":
		return pkg == own || strings.Contains(p.name, "*")
	case p.pkg.majors:
		return dropMajors(pkg.Path()) == p.pkg.path
	}
	return pkg.Path() == p.pkg.path
}

// String is the type as it was written, but for "any major version".
func (p typePattern) String() string {
	var b strings.Builder
	if p.variadic {
		b.WriteString("...")
	}
	if p.ptr {
		b.WriteString("*")
	}
	if p.pkg.path != "" {
		b.WriteString(p.pkg.path + ".")
	}
	return b.String() + p.name
}
