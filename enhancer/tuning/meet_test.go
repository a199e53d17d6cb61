package tuning

import "testing"

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`.*loss=([0-9.]+).*`, `epoch [0-9]+ loss=[0-9.]+`, true},
		{`.*loss=([0-9.]+).*`, `epoch [0-9]+ loss: [0-9.]+`, false},
		{`.*^loss=.*`, `loss=1`, true},
		{`(?i).*LOSS.*`, `loss`, true},
		{`.*LOSS.*`, `loss`, false},
		{`.*loss.*`, anything, true},
		{`.*loss[=: ]+[0-9].*`, numeric, false},
		{`a|b`, `c|d`, false},
		{`a{3}`, `a{2}`, false},
		{`a{3}`, `a+`, true},
	} {
		if got := meets(program(tree(c.a)), program(tree(c.b))); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func TestFaultOf(t *testing.T) {
	for regex, sound := range map[string]bool{
		`loss=(.*?)`:                false,
		`loss=([0-9.]*?)\s*`:        false,
		`loss=(.*?);`:               true,
		`loss=(.*?)$`:               true,
		`loss=(.*?)\s`:              true,
		`(?P<loss>\d+)\Z`:           true,
		`(?<=loss=)([0-9.]+)`:       true,
		`(?<=loss=[0-9.]+`:          false,
		`a (train|test) ([0-9.]+)`:  false,
		`a (?:train|t) ([0-9.]+)`:   true,
		`([0-9]+(.|e\-)[0-9]+)`:     true,
		`\[J1\s+\d\.\d+\s+(\d\.\d)`: true,
		`<><><>`:                    true,
		`{{ regex }}`:               true,
		`loss`:                      false,
	} {
		if got := faultOf(regex).message == ""; got != sound {
			t.Errorf("%s: sound is %v", regex, got)
		}
	}
}
