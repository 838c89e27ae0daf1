// Package gin has the declarations of the real package that testdata needs.
package gin

import "context"

// A Context is that of one request.
type Context struct{ context.Context }

func (c *Context) JSON(code int, obj any) {}

func (c *Context) AbortWithStatus(code int) {}
