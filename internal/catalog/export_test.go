package catalog

import "reflect"

// BlockKeys lists the keys that a package can have in a model file.
func BlockKeys() []string {
	var keys []string
	for f := range reflect.TypeFor[block]().Fields() {
		keys = append(keys, f.Tag.Get("yaml"))
	}
	return keys
}

// Forgetful returns the built-in models as a new process has them.
func Forgetful() *Catalog { return &Catalog{fsys: Default().fsys, index: builtinIndex} }
