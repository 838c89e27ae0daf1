// Package sqlite stands for the library: testdata needs its names.
package sqlite

type Conn struct{}

type OpenFlags uint

const (
	OpenReadOnly  OpenFlags = 1
	OpenReadWrite OpenFlags = 2
	OpenCreate    OpenFlags = 4
	OpenURI       OpenFlags = 64
	OpenMemory    OpenFlags = 128
	OpenWAL       OpenFlags = 0x80000
)

func OpenConn(path string, flags ...OpenFlags) (*Conn, error) { return nil, nil }

func (c *Conn) Close() error { return nil }
