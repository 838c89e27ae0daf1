// Package http is the user's own, and has no effect whatever its name.
package http

// Client remembers.
type Client struct{ got []string }

// Get remembers.
func (c *Client) Get(addr string) (*Response, error) {
	c.got = append(c.got, addr)
	return &Response{StatusCode: 200}, nil
}

// Response is no response.
type Response struct{ StatusCode int }

// Get makes a response.
func Get(addr string) (*Response, error) { return new(Client).Get(addr) }
