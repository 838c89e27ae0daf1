package catalog

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// options are the details of an entry. What is nil or left out comes from the
// signature of the function.
type options struct {
	tx, err, from, ctx, callback, on, sql, result, dsn, write, byerror *int

	args, also []int
	errfield   string
	nested     Nesting
	as         string

	retried, readonly, ends, rollsback, managed, late, rows, busy, undo, finisher, noend, harms, deferred bool
}

// set sets the option that key names.
func (o *options) set(key, value *yaml.Node) *yaml.TypeError {
	indices := map[string]**int{
		"tx": &o.tx, "err": &o.err, "from": &o.from, "ctx": &o.ctx, "callback": &o.callback, "on": &o.on, "sql": &o.sql,
		"result": &o.result, "dsn": &o.dsn, "write": &o.write, "byerror": &o.byerror,
	}
	lists := map[string]*[]int{"args": &o.args, "also": &o.also}
	switch {
	case indices[key.Value] != nil:
		i, err := parseIndex(value)
		*indices[key.Value] = &i
		return err
	case lists[key.Value] != nil:
		return setIndices(lists[key.Value], key.Value, value)
	case o.flag(key.Value) != nil:
		if value.Value != "true" {
			return wrongf(value.Line, "%s is true or left out", key.Value)
		}
		*o.flag(key.Value) = true
		return nil
	case key.Value == "errfield":
		o.errfield = value.Value
		return nil
	case key.Value == "as":
		o.as = value.Value
		return nil
	case key.Value == "nested":
		o.nested = Nesting(value.Value)
		if !slices.Contains([]Nesting{Savepoint, Joins, EndsOuter, Fails}, o.nested) {
			return wrongf(value.Line, "unknown way to nest %q; there are savepoint, joins, ends and fails", value.Value)
		}
		return nil
	}
	return wrongf(key.Line, "unknown key %s", key.Value)
}

// flag returns the option that is true or left out, or nil.
func (o *options) flag(key string) *bool {
	return map[string]*bool{
		"retried": &o.retried, "readonly": &o.readonly, "ends": &o.ends, "rollsback": &o.rollsback, "managed": &o.managed,
		"late": &o.late, "rows": &o.rows, "busy": &o.busy, "undo": &o.undo, "finisher": &o.finisher, "noend": &o.noend, "harms": &o.harms, "deferred": &o.deferred,
	}[key]
}

func setIndices(all *[]int, key string, value *yaml.Node) *yaml.TypeError {
	if value.Kind != yaml.SequenceNode || len(value.Content) == 0 {
		return wrongf(value.Line, "%s is a list of indices", key)
	}
	for _, n := range value.Content {
		i, err := parseIndex(n)
		if err != nil {
			return err
		}
		*all = append(*all, i)
	}
	return nil
}

// parseIndex parses the index of a parameter or a result: 0, 1, …, recv or none.
func parseIndex(n *yaml.Node) (int, *yaml.TypeError) {
	switch n.Value {
	case "recv":
		return Recv, nil
	case "none":
		return -1, nil
	}
	i, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || i < 0 {
		return 0, wrongf(n.Line, "%q is no index; write 0, 1, …, recv or none", n.Value)
	}
	return i, nil
}
