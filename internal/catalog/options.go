package catalog

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// options are the details of an entry. What is nil or left out comes from the
// signature of the function.
type options struct {
	tx, err, from, ctx, callback, on, sql, result *int

	args                          []int
	retried, readonly, late, rows bool
}

// set sets the option that key names.
func (o *options) set(key, value *yaml.Node) *yaml.TypeError {
	indices := map[string]**int{"tx": &o.tx, "err": &o.err, "from": &o.from, "ctx": &o.ctx, "callback": &o.callback, "on": &o.on, "sql": &o.sql, "result": &o.result}
	flags := map[string]*bool{"retried": &o.retried, "readonly": &o.readonly, "late": &o.late, "rows": &o.rows}
	switch {
	case indices[key.Value] != nil:
		i, err := index(value)
		*indices[key.Value] = &i
		return err
	case flags[key.Value] != nil:
		if value.Value != "true" {
			return wrongf(value.Line, "%s is true or left out", key.Value)
		}
		*flags[key.Value] = true
		return nil
	case key.Value == "args":
		return o.setArgs(value)
	}
	return wrongf(key.Line, "unknown key %s", key.Value)
}

func (o *options) setArgs(value *yaml.Node) *yaml.TypeError {
	if value.Kind != yaml.SequenceNode || len(value.Content) == 0 {
		return wrongf(value.Line, "args is a list of indices")
	}
	for _, n := range value.Content {
		i, err := index(n)
		if err != nil {
			return err
		}
		o.args = append(o.args, i)
	}
	return nil
}

// index parses the index of a parameter or a result: 0, 1, …, recv or none.
func index(n *yaml.Node) (int, *yaml.TypeError) {
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
