package workspace

import "testing"

func TestPinAdmits(t *testing.T) {
	for _, c := range []struct {
		spec  string
		major []int
	}{
		{"", []int{1, 2, 3}},
		{"==1.72.0", []int{1}},
		{"==2.*", []int{2}},
		{"~=2.200", []int{2}},
		{"^3.1", []int{3}},
		{">=2", []int{2, 3}},
		{">2.100", []int{2, 3}},
		{"<3", []int{1, 2}},
		{"<3.0.0", []int{1, 2}},
		{"<3.5", []int{1, 2, 3}},
		{"<=2.257", []int{1, 2}},
		{">=2.200,<3,!=2.210", []int{2}},
		{">=2.0.0<3.0.0", []int{2}},
		{"*", []int{1, 2, 3}},
	} {
		for major := 1; major <= 3; major++ {
			want := false
			for _, m := range c.major {
				want = want || m == major
			}
			if got := (Pin{Spec: c.spec}).Admits(major); got != want {
				t.Errorf("sagemaker%s admits version %d: %v", c.spec, major, got)
			}
		}
	}
}

func TestPinsInstalled(t *testing.T) {
	for text, want := range map[string]string{
		"!pip install 'sagemaker<2'":                     "<2",
		"%pip install -q sagemaker==2.200.1 pandas":      "==2.200.1",
		"!pip install \"sagemaker[local]>=2.1, <3\"":     ">=2.1,<3",
		"!{sys.executable} -m pip install -U sagemaker":  "",
		"!pip install sagemaker-training sagemaker_core": "none",
		"sagemaker==2.1": "none",
	} {
		got := "none"
		if pins := (source{text: []byte(text)}).pinsInstalled(); len(pins) > 0 {
			got = pins[0].Spec
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
