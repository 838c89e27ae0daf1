package pack_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"github.com/txlint/txlint/internal/pack"
)

type place struct {
	File string
	Line int
}

type value struct {
	Name  string
	On    bool
	Off   bool
	Hash  uint32
	Where []place
	At    *place
	Nums  []int
	Empty []string
	place
	Inner struct{ Place place }
}

func sample() value {
	v := value{Name: "name", On: true, Hash: 1 << 31, Nums: []int{0, -1, 1 << 40}, At: &place{"dir/b", -3}}
	v.Where = []place{{"dir/a", 1}, {}, {"dir/b", 2}, {"", 3}, {"dir", 4}}
	v.Inner.Place = place{"dir/a", 7}
	return v
}

func TestRoundTrip(t *testing.T) {
	v := sample()
	data := pack.Encode(v)
	var back value
	if err := pack.Decode(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(v, back) {
		t.Errorf("%+v comes back as %+v", v, back)
	}
	if !bytes.Equal(data, pack.Encode(back)) {
		t.Error("it is written in other bytes the second time")
	}
	if n := bytes.Count(data, []byte("dir")); n != 1 {
		t.Errorf("the directory is written %d times", n)
	}
}

// TestLong: what is long and repeats itself takes few bytes, and comes back.
func TestLong(t *testing.T) {
	v := long()
	data := pack.Encode(v)
	var back value
	if err := pack.Decode(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(v, back) {
		t.Error("it comes back as something else")
	}
	if !bytes.Equal(data, pack.Encode(back)) {
		t.Error("it is written in other bytes the second time")
	}
	if n := len(v.Where); len(data) > 2*n {
		t.Errorf("%d places of a hundred kinds take %d bytes", n, len(data))
	}
}

// long is a value with many places, of which there are a hundred.
func long() value {
	v := sample()
	for i := range 1000 {
		v.Where = append(v.Where, place{fmt.Sprintf("dir/file%d", i%10), 1000 + i%100})
	}
	return v
}

// TestBroken: bytes that are cut off or changed give an error or another
// value, but end.
func TestBroken(t *testing.T) {
	t.Run("short", func(t *testing.T) { breakAll(t, pack.Encode(sample())) })
	t.Run("long", func(t *testing.T) { breakAll(t, pack.Encode(long())) })
}

func breakAll(t *testing.T, data []byte) {
	for i := range data {
		var v value
		if err := pack.Decode(data[:i], &v); err == nil {
			t.Errorf("the first %d of %d bytes are taken for all", i, len(data))
		}
		for _, b := range []byte{0, 1, 0x7f, 0xff} {
			broken := bytes.Clone(data)
			broken[i] = b
			_ = pack.Decode(broken, &value{})
		}
	}
}

func TestOtherTypes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a map was written")
		}
	}()
	pack.Encode(struct{ M map[string]int }{map[string]int{"a": 1}})
}
