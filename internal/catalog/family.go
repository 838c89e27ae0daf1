package catalog

import (
	"errors"
	"strings"
)

// family is the set of packages that one block of a model file describes. A
// file writes it as an import path, in which an element "v*" (gopkg.in: an
// ending ".v*") stands for any major version, none included, and an ending
// "/..." for the package and all that lie below it.
type family struct {
	path   string // without "/..." and, where majors is set, without major versions
	majors bool   // any major version
	tree   bool   // the package and all below it
}

var errNotFamily = errors.New(`not an import path; a major version can be written v*, and a whole tree ends in /...`)

// parseFamily parses what a file writes.
func parseFamily(pattern string) (family, error) {
	path, tree := strings.CutSuffix(pattern, "/...")
	f := family{path: path, tree: tree, majors: strings.HasSuffix(path, "v*") || strings.Contains(path, "/v*/")}
	if f.majors {
		f.path = dropMajors(path)
	}
	if f.path == "" || strings.ContainsAny(f.path, "* \t") || strings.Contains(f.path, "...") {
		return family{}, errNotFamily
	}
	return f, nil
}

// compare orders families by path, and those of a path from the most to the
// least specific.
func (f family) compare(g family) int {
	if c := strings.Compare(f.path, g.path); c != 0 {
		return c
	}
	return f.rank() - g.rank()
}

func (f family) rank() int {
	rank := 0
	if f.majors {
		rank++
	}
	if f.tree {
		rank += 2
	}
	return rank
}

// dropMajors leaves out of an import path the elements that are major versions
// from 2 on, or "v*", and in those of gopkg.in the ending that is one.
func dropMajors(path string) string {
	if !strings.Contains(path, "/v") && !strings.Contains(path, ".v") {
		return path
	}
	elems := strings.Split(path, "/")
	kept := elems[:0]
	for i, elem := range elems {
		if i > 0 && isMajor(elem) && elem != "v0" && elem != "v1" {
			continue
		}
		if dot := strings.LastIndexByte(elem, '.'); dot > 0 && elems[0] == "gopkg.in" && isMajor(elem[dot+1:]) {
			elem = elem[:dot]
		}
		kept = append(kept, elem)
	}
	return strings.Join(kept, "/")
}

// isMajor tells whether s is "v" and a number, or "v*".
func isMajor(s string) bool {
	digits, ok := strings.CutPrefix(s, "v")
	return ok && digits != "" && (digits == "*" || strings.Trim(digits, "0123456789") == "")
}
