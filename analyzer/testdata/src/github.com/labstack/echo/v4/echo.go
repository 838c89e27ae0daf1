// Package echo has the declarations of the real package that testdata needs.
package echo

// A Context is that of one request.
type Context interface {
	JSON(code int, i any) error
	NoContent(code int) error
}
