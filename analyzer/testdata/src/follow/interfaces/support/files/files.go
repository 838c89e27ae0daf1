// Package files has an interface behind which programs put files.
package files

import (
	"os"
	"strconv"
)

// A Provider returns settings.
type Provider interface {
	Most() (int, error)
}

// Static is a fixed setting.
type Static int

// Most returns it.
func (s Static) Most() (int, error) { return int(s), nil }

// File is a setting in a file.
type File struct{ name string }

// Most reads the file.
func (f *File) Most() (int, error) {
	b, err := os.ReadFile(f.name)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(b))
}
