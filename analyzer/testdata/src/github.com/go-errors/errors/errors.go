// Package errors has what txlint knows of the library of that name.
package errors

import "os"

// An Error has a stack.
type Error struct{ file string }

// Errorf makes one.
func Errorf(format string, args ...any) *Error { return &Error{file: format} }

// ErrorStack renders it with lines of the source.
func (e *Error) ErrorStack() string {
	text, _ := os.ReadFile(e.file)
	return string(text)
}
