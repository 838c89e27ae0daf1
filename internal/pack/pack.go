// Package pack writes values of structs, slices, pointers, strings, booleans
// and integers in few bytes, the same from run to run: each string is written
// once, and so is each element of a slice that can be compared; what is zero is
// left out; what is long is compressed. What was written can only be read as the
// type that it was.
package pack

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
)

// Encode writes a value. It panics where the type has something else in it, or
// a struct has fields that are not exported, or more than 64.
func Encode(v any) []byte {
	e := &encoder{numbers: map[string]uint64{}, elements: map[reflect.Type]map[any]uint64{}}
	e.collect(reflect.ValueOf(v))
	e.table()
	e.value(reflect.ValueOf(v))
	return deflate(e.out)
}

type encoder struct {
	numbers  map[string]uint64
	elements map[reflect.Type]map[any]uint64 // that were written, by type
	out      []byte
}

func (e *encoder) uint(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

// collect notes all strings of a value.
func (e *encoder) collect(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		e.numbers[v.String()] = 0
	case reflect.Struct:
		for i := range v.NumField() {
			e.collect(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			e.collect(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			e.collect(v.Elem())
		}
	}
}

// table writes the strings in their order, of each how many bytes it has in
// common with the one before: names and files have long ones.
func (e *encoder) table() {
	var all []string
	for s := range e.numbers {
		all = append(all, s)
	}
	slices.Sort(all)
	e.uint(uint64(len(all)))
	last := ""
	for i, s := range all {
		same := 0
		for same < min(len(s), len(last)) && s[same] == last[same] {
			same++
		}
		e.uint(uint64(same))
		e.uint(uint64(len(s) - same))
		e.out = append(e.out, s[same:]...)
		e.numbers[s], last = uint64(i), s
	}
}

func (e *encoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		e.uint(e.numbers[v.String()])
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		e.uint(n)
	case reflect.Int:
		e.out = binary.AppendVarint(e.out, v.Int())
	case reflect.Uint32:
		e.out = binary.LittleEndian.AppendUint32(e.out, uint32(v.Uint()))
	case reflect.Pointer:
		e.uint(1)
		e.value(v.Elem())
	case reflect.Slice:
		e.uint(uint64(v.Len()))
		for i := range v.Len() {
			e.element(v.Index(i))
		}
	case reflect.Struct:
		e.fields(v)
	default:
		panic(fmt.Sprintf("pack: can't write a %s", v.Type()))
	}
}

// interned reports whether elements of a type are written once.
func interned(t reflect.Type) bool { return t.Kind() == reflect.Struct && t.Comparable() }

// element writes an element of a slice: where there was an equal one, the number
// of that; else how many there were, and the value.
func (e *encoder) element(v reflect.Value) {
	if !interned(v.Type()) {
		e.value(v)
		return
	}
	seen := e.elements[v.Type()]
	if seen == nil {
		seen = map[any]uint64{}
		e.elements[v.Type()] = seen
	}
	n, again := seen[v.Interface()]
	if !again {
		n = uint64(len(seen))
		seen[v.Interface()] = n
	}
	e.uint(n)
	if !again {
		e.value(v)
	}
}

// fields writes which fields are not zero, and these.
func (e *encoder) fields(v reflect.Value) {
	if v.NumField() > 64 {
		panic(fmt.Sprintf("pack: %s has more than 64 fields", v.Type()))
	}
	set := uint64(0)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			set |= 1 << i
		}
	}
	e.uint(set)
	for i := range v.NumField() {
		if set&(1<<i) != 0 {
			e.value(v.Field(i))
		}
	}
}

// Decode reads a value into what ptr points to. Its error says that the bytes
// were not written for that type.
func Decode(data []byte, ptr any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("pack: no %T: %v", ptr, r)
		}
	}()
	d := &decoder{in: inflate(data), elements: map[reflect.Type][]reflect.Value{}}
	d.table()
	d.value(reflect.ValueOf(ptr).Elem())
	if len(d.in) > 0 {
		return fmt.Errorf("pack: no %T: %d bytes are left", ptr, len(d.in))
	}
	return nil
}

// A decoder panics where the bytes end early or make no sense.
type decoder struct {
	in       []byte
	strings  []string
	elements map[reflect.Type][]reflect.Value
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.in)
	d.take(size)
	return n
}

func (d *decoder) take(size int) []byte {
	if size <= 0 {
		panic("a number is cut off")
	}
	b := d.in[:size]
	d.in = d.in[size:]
	return b
}

// length reads how many bytes or elements follow: none takes less than a byte.
func (d *decoder) length() int {
	n := d.uint()
	if n > uint64(len(d.in)) {
		panic("a length is too large")
	}
	return int(n)
}

func (d *decoder) table() {
	d.strings = make([]string, d.length())
	last := ""
	for i := range d.strings {
		same := d.uint()
		n := d.length()
		last = last[:same] + string(d.in[:n])
		d.in = d.in[n:]
		d.strings[i] = last
	}
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.strings[d.uint()])
	case reflect.Bool:
		v.SetBool(d.uint() != 0)
	case reflect.Int:
		n, size := binary.Varint(d.in)
		d.take(size)
		v.SetInt(n)
	case reflect.Uint32:
		v.SetUint(uint64(binary.LittleEndian.Uint32(d.take(4))))
	case reflect.Pointer:
		d.uint()
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	case reflect.Slice:
		n := d.length()
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			d.element(v.Index(i))
		}
	case reflect.Struct:
		set := d.uint()
		for i := range v.NumField() {
			if set&(1<<i) != 0 {
				d.value(v.Field(i))
			}
		}
	default:
		panic(fmt.Sprintf("pack: can't read a %s", v.Type()))
	}
}

func (d *decoder) element(v reflect.Value) {
	if !interned(v.Type()) {
		d.value(v)
		return
	}
	seen := d.elements[v.Type()]
	if n := d.uint(); n != uint64(len(seen)) {
		v.Set(seen[n])
		return
	}
	d.value(v)
	d.elements[v.Type()] = append(seen, v)
}
