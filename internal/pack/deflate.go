package pack

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// worthwhile is how many bytes make compressing them worth its time.
const worthwhile = 512

// The first byte says how the others are to be read.
const (
	plain byte = iota
	deflated
)

// A writer takes a megabyte, which is why it is used again.
var writers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // there is that level
	}
	return w
}}

// deflate compresses bytes where that is worthwhile.
func deflate(data []byte) []byte {
	if len(data) < worthwhile {
		return append([]byte{plain}, data...)
	}
	var out bytes.Buffer
	out.WriteByte(deflated)
	w := writers.Get().(*flate.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// inflate undoes deflate. Like a decoder it panics where that makes no sense.
func inflate(data []byte) []byte {
	if len(data) == 0 || data[0] > deflated {
		panic("nothing that was packed")
	}
	if data[0] == plain {
		return data[1:]
	}
	out, err := io.ReadAll(flate.NewReader(bytes.NewReader(data[1:])))
	if err != nil {
		panic(err)
	}
	return out
}
