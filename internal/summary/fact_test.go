package summary

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"
)

// TestFact encodes a fact in which nothing is zero, so that each type in it is
// known to come back.
func TestFact(t *testing.T) {
	full := &Fact{}
	fill(reflect.ValueOf(&full.contents).Elem())
	var file bytes.Buffer
	if err := gob.NewEncoder(&file).Encode(full); err != nil {
		t.Fatal(err)
	}
	back := &Fact{}
	if err := gob.NewDecoder(&file).Decode(back); err != nil {
		t.Fatal(err)
	}
	if again, _ := back.GobEncode(); !bytes.Equal(again, back.packed) {
		t.Error("a fact that was read is written in other bytes")
	}
	back = back.unpack()
	if !reflect.DeepEqual(full, back) {
		t.Errorf("%+v comes back as %+v", full, back)
	}
	if full.String() != back.String() || full.String() == "" {
		t.Errorf("got %q, want %q", back, full)
	}
}

// fill sets all fields and elements to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.Type().Name())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(-3)
	case reflect.Uint8, reflect.Uint32:
		v.SetUint(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}
