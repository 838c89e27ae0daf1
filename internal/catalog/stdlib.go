package catalog

import "slices"

// IsStd tells whether a package belongs to the standard library of Go, its
// internal and vendored packages included. It asks a table, not GOROOT.
func IsStd(pkgPath string) bool {
	_, ok := slices.BinarySearch(stdPackages, pkgPath)
	return ok
}
