package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Library is what a model file tells of itself.
type Library struct {
	Name      string   // how documentation calls it
	File      string   // the model file
	Modules   []string // "std", or path@version that the entries were checked against
	Unchecked []string // modules that no proxy serves: their entries were read in the source
	Blocks    []Block  // in the order of their packages
}

// Block is what a model file tells of a package, or of a family of them.
type Block struct {
	Packages string // as the file writes it
	Says     []Said // what it says, by key; none where it covers the packages and says no more
	family   family
}

// Said counts what a block says under one key.
type Said struct {
	Key          string // "opens", or "effects http"
	Names, Rules int
}

// Libraries returns all models, in the order of their files.
func (c *Catalog) Libraries() ([]Library, error) {
	var all []Library
	var wrong []error
	err := fs.WalkDir(c.fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		f, err := c.file(file)
		wrong = append(wrong, err)
		if err == nil {
			all = append(all, f.library)
		}
		return nil
	})
	return all, errors.Join(append(wrong, err)...)
}

// ImportPaths returns the packages of a module that the block can describe, as
// patterns of the go command; none where it is about other modules.
func (b Block) ImportPaths(module string) []string {
	if module == "std" {
		if b.family.tree || !IsStd(b.family.path) {
			return nil
		}
		return []string{b.family.path}
	}
	modPath, _, _ := strings.Cut(module, "@")
	plain := modPath
	if b.family.majors {
		plain = dropMajors(modPath)
	}
	rest, below := strings.CutPrefix(b.family.path+"/", plain+"/")
	switch {
	case below && b.family.tree:
		return []string{path.Join(modPath, rest, "...")}
	case below:
		return []string{path.Join(modPath, rest)}
	case b.family.tree && strings.HasPrefix(plain, b.family.path+"/"):
		return []string{modPath + "/..."}
	}
	return nil
}

// describe tells what a block says.
func describe(pattern string, p *pkgModel) Block {
	counts := map[string]*Said{}
	count := func(key string) *Said {
		if counts[key] == nil {
			counts[key] = &Said{Key: key}
		}
		return counts[key]
	}
	for _, m := range p.funcs {
		for _, key := range m.said() {
			count(key).Names++
		}
	}
	for _, r := range slices.Concat(p.rules, p.anywhere, p.hooks) {
		count(strings.TrimSpace(r.verb+" "+r.kind)).Rules++
	}
	for _, role := range p.roles {
		count("roles "+string(role)).Names++
	}
	b := Block{Packages: pattern, family: p.family}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		b.Says = append(b.Says, *counts[key])
	}
	return b
}

// checkModules tells what is wrong with the modules that a file names.
func checkModules(modules []string) error {
	for _, m := range modules {
		if _, version, ok := strings.Cut(m, "@"); m != "std" && (!ok || !strings.HasPrefix(version, "v")) {
			return fmt.Errorf("%q is no module; write std or path@version", m)
		}
	}
	return nil
}

// Describes tells whether a package belongs to the block's family. A more
// specific block of the models can describe it instead.
func (b Block) Describes(pkgPath string) bool {
	x := index{{family: b.family}}
	return x.find(pkgPath) != nil
}
