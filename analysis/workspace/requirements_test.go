package workspace_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trainlsp/trainlsp/analysis/workspace"
)

var top = filepath.FromSlash("/requirements-test")

// of makes a workspace of texts, which are given by their paths.
func of(texts map[string]string) *workspace.Workspace {
	overlay := map[string][]byte{}
	for path, text := range texts {
		overlay[filepath.Join(top, filepath.FromSlash(path))] = []byte(text)
	}
	return workspace.New([]string{top}, overlay)
}

// written says what is read of a file: each requirement in its parts, as they stand in the text.
func written(t *testing.T, file, text string) []string {
	t.Helper()
	r := of(map[string]string{file: text}).RequirementsIn(filepath.Join(top, filepath.FromSlash(file)))
	if r == nil {
		t.Fatalf("%s is not read", file)
	}
	var out []string
	for _, one := range r.List {
		cut := func(p workspace.Place) string { return text[p.Span.Start:p.Span.End] }
		parts := []string{cut(one.NamePlace) + "|" + cut(one.SpecifierPlace) + "|" + one.Specifier.String()}
		if strings.Join(one.Extras, "") != "" {
			parts = append(parts, "extras "+strings.Join(one.Extras, ","))
		}
		if one.Marker != "" {
			parts = append(parts, "marker "+one.Marker)
		}
		if one.URL != "" {
			parts = append(parts, "url "+one.URL)
		}
		if one.Editable {
			parts = append(parts, "editable")
		}
		if one.Malformed {
			parts = append(parts, "malformed")
		}
		if one.Distribution != workspace.Distribution(one.Name) {
			t.Errorf("%s: distribution %s of %s", file, one.Distribution, one.Name)
		}
		out = append(out, strings.Join(parts, " "))
	}
	for _, i := range r.Includes {
		below, _ := filepath.Rel(top, i.File)
		out = append(out, "include "+filepath.ToSlash(below))
	}
	if r.Open {
		out = append(out, "open")
	}
	return out
}

func TestRequirementsFile(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"torch==2.1.0\n", []string{"torch|==2.1.0|==2.1.0"}},
		{"\ufefftorch == 2.1.0  # for a reason\r\nNumPy\r\n", []string{"torch|== 2.1.0|== 2.1.0", "NumPy||"}},
		{"pandas>=1.5, <3 ; python_version >= '3.9'", []string{"pandas|>=1.5, <3|>=1.5, <3 marker python_version >= '3.9'"}},
		{"transformers[torch, Sentencepiece] ~=4.56", []string{"transformers|~=4.56|~=4.56 extras torch,sentencepiece"}},
		{"numpy (>=1.26,<2)", []string{"numpy|(>=1.26,<2)|>=1.26,<2"}},
		{"numpy 1.26\nscipy=1.0\n", []string{"numpy|1.26| malformed", "scipy|=1.0| malformed"}},
		{"numpy>=1.26, \\\n  <2\n", []string{"numpy|>=1.26, \\\n  <2|>=1.26,     <2"}},
		{"# a comment \\\nnumpy\n", []string{"numpy||"}},
		{"numpy==1.26.4 --hash=sha256:aa \\\n    --hash=sha256:bb\n", []string{"numpy|==1.26.4|==1.26.4"}},
		{"-r base.txt\n--requirement=../more.txt\n-c limits.txt\n--index-url https://example.com\n", []string{"include below/base.txt", "include more.txt"}},
		{"-e git+https://example.com/a.git#egg=My_Package\n", []string{"My_Package|| url git+https://example.com/a.git#egg=My_Package editable"}},
		{"peft @ git+https://example.com/peft.git\n", []string{"peft|| url git+https://example.com/peft.git"}},
		{"https://example.com/x-1.0-py3-none-any.whl\n", []string{"open"}},
		{"./local\n", []string{"open"}},
		{"-e .\n", []string{"open"}},
		{"torch==${VERSION}\n", []string{"open"}},
		{"n\x00u\x00", []string{"open"}},
		{"==1.0\n", []string{"open"}},
	} {
		if diff := cmp.Diff(c.want, writtenOrNil(t, c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func writtenOrNil(t *testing.T, text string) []string {
	out := written(t, "below/requirements.txt", strings.ReplaceAll(text, "\x01", ""))
	if len(out) == 0 {
		return nil
	}
	return out
}

func TestPyproject(t *testing.T) {
	text := `[project]
name = "x"
dependencies = [
  "torch>=2.1",   # a comment
  'numpy<2',
]

[project.optional-dependencies]
dev = ["pytest"]

[tool.poetry.dependencies]
python = "^3.10"
pandas = "^1.5.3"
scipy = "~1.11"
xgboost = {version = "1.7.4", optional = true}
mine = {git = "https://example.com/mine.git"}
shap = "*"
`
	want := []string{
		"torch|>=2.1|>=2.1", "numpy|<2|<2", "pandas|pandas|>=1.5.3,<2", "scipy|scipy|>=1.11,<1.12",
		"xgboost|xgboost|==1.7.4 marker optional", "mine|mine| url https://example.com/mine.git", "shap|shap|",
	}
	if diff := cmp.Diff(want, written(t, "pyproject.toml", text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := written(t, "pyproject.toml", "[project\n"); !slices.Equal(got, []string{"open"}) {
		t.Errorf("a broken file: %v", got)
	}
}

func TestSetupPy(t *testing.T) {
	text := "from setuptools import setup\n\nNEEDED = ['torch>=2', \"numpy\"]\nsetup(name='x', install_requires=NEEDED + ['scipy==1.11'])\n"
	if diff := cmp.Diff([]string{"torch|>=2|>=2", "numpy||", "scipy|==1.11|==1.11"}, written(t, "setup.py", text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	text = "import setuptools\nsetuptools.setup(install_requires=open('requirements.txt').read().split())\n"
	if got := written(t, "setup.py", text); !slices.Equal(got, []string{"open"}) {
		t.Errorf("a list that is read from a file: %v", got)
	}
}

func TestSetupCfg(t *testing.T) {
	text := "[metadata]\nname = x\n[options]\ninstall_requires =\n    torch>=2  # why\n    numpy\n\npackages = find:\n[options.extras_require]\ndev =\n    pytest\n"
	if diff := cmp.Diff([]string{"torch|>=2|>=2", "numpy||"}, written(t, "setup.cfg", text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := written(t, "setup.cfg", "[options]\ninstall_requires = file: requirements.txt\n"); !slices.Equal(got, []string{"include requirements.txt"}) {
		t.Errorf("%v", got)
	}
}

func TestIsRequirementsFile(t *testing.T) {
	for name, want := range map[string]bool{
		"requirements.txt": true, "requirements-dev.txt": true, "a/Requirements_train.txt": true, "dev-requirements.txt": true,
		"requirements.in": false, "notes.txt": false, "requirements.txt.md": false,
	} {
		if workspace.IsRequirementsFile(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestInstalled(t *testing.T) {
	const script, reqs = "import torch\n", "torch\n"
	estimator := func(args string) string {
		return "from sagemaker.pytorch import PyTorch\nPyTorch(" + args + ")\n"
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // what is installed, then "open" where there may be more
	}{
		{"at the root", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir='src'"), "src/train.py": script, "src/requirements.txt": reqs}, "torch"},
		{"none", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir='src'"), "src/train.py": script}, ""},
		{"no source folder", map[string]string{"launch.py": estimator("entry_point='src/train.py'"), "src/train.py": script, "src/requirements.txt": reqs}, ""},
		{"below the root", map[string]string{"launch.py": estimator("entry_point='deep/train.py', source_dir='src'"), "src/deep/train.py": script, "src/deep/requirements.txt": reqs}, ""},
		{"dependencies", map[string]string{"launch.py": estimator("entry_point='src/train.py', dependencies=['src/requirements.txt']"), "src/train.py": script}, "open"},
		{"unknown folder", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir=folder()"), "train.py": script}, "open"},
		{"shell", map[string]string{"launch.py": estimator("entry_point='train.sh', source_dir='src'"), "src/train.sh": "python x.py"}, "open"},
		{"includes", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir='src'"), "src/train.py": script, "src/requirements.txt": "-r more/base.txt\n-r requirements.txt\nshap\n", "src/more/base.txt": "numpy\n"}, "shap numpy"},
		{"include that is not there", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir='src'"), "src/train.py": script, "src/requirements.txt": "-r ../../away.txt\n"}, "open"},
		{"package", map[string]string{"launch.py": estimator("entry_point='train.py', source_dir='src'"), "src/train.py": script, "src/setup.py": "from setuptools import setup\nsetup(install_requires=['scipy'])\n"}, "scipy"},
		{"trainer", map[string]string{"launch.py": "from sagemaker.train import ModelTrainer\nfrom sagemaker.train.configs import SourceCode\nModelTrainer(source_code=SourceCode(source_dir='src', entry_script='train.py', requirements='reqs.txt'))\n", "src/train.py": script, "src/reqs.txt": reqs}, "torch"},
		{"trainer that names none", map[string]string{"launch.py": "from sagemaker.train import ModelTrainer\nfrom sagemaker.train.configs import SourceCode\nModelTrainer(source_code=SourceCode(source_dir='src', entry_script='train.py'))\n", "src/train.py": script, "src/requirements.txt": reqs}, ""},
		{"trainer with a command", map[string]string{"launch.py": "from sagemaker.train import ModelTrainer\nfrom sagemaker.train.configs import SourceCode\nModelTrainer(source_code=SourceCode(source_dir='src', command='sh run.sh'))\n", "src/train.py": script}, "open"},
	} {
		w := of(c.files)
		launches := w.LaunchesIn(filepath.Join(top, "launch.py"))
		if len(launches) != 1 {
			t.Errorf("%s: %d jobs", c.name, len(launches))
			continue
		}
		i := w.InstalledFor(launches[0])
		var got []string
		for _, r := range i.Requirements {
			got = append(got, r.Name)
		}
		if i.Open {
			got = append(got, "open")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestInstalling(t *testing.T) {
	w := of(map[string]string{
		"launch.py": "from sagemaker.pytorch import PyTorch\nPyTorch(entry_point='train.py', source_dir='src')\n", "src/train.py": "",
		"src/requirements.txt": "-r requirements-base.txt\n", "src/requirements-base.txt": "torch\n", "src/requirements-dev.txt": "pytest\n",
	})
	for file, want := range map[string]int{"src/requirements.txt": 1, "src/requirements-base.txt": 1, "src/requirements-dev.txt": 0} {
		if got := len(w.Installing(filepath.Join(top, filepath.FromSlash(file)))); got != want {
			t.Errorf("%s is installed for %d jobs, want %d", file, got, want)
		}
	}
}

func TestConcernedByRequirements(t *testing.T) {
	w := of(map[string]string{
		"launch.py": "from sagemaker.pytorch import PyTorch\nPyTorch(entry_point='train.py', source_dir='src')\n", "src/train.py": "", "src/helper.py": "",
		"src/requirements.txt": "torch\n",
	})
	for file, want := range map[string][]string{
		"launch.py": {"src/requirements.txt", "src/train.py"}, "src/requirements.txt": {"launch.py", "src/helper.py", "src/train.py"}, "src/helper.py": nil,
	} {
		var got []string
		for _, f := range w.Concerned(filepath.Join(top, filepath.FromSlash(file))) {
			below, _ := filepath.Rel(top, f)
			got = append(got, filepath.ToSlash(below))
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s concerns %v, want %v", file, got, want)
		}
	}
}

func TestImage(t *testing.T) {
	for _, c := range []struct {
		launch, want string
	}{
		{"PyTorch(framework_version='2.1', py_version='py310')", "pytorch 2.1.0 [3.10]"},
		{"PyTorch(framework_version='2.1')", "pytorch 2.1.0 [3.10]"},
		{"PyTorch(framework_version='2.1', py_version='py310', image_uri='x')", ""},
		{"PyTorch(framework_version='2.1', py_version='py310', image_uri=None)", "pytorch 2.1.0 [3.10]"},
		{"PyTorch(framework_version='2.1', py_version='py310', instance_type='ml.trn1.2xlarge')", ""},
		{"PyTorch(framework_version='2.1', py_version='py310', distribution={'torch_distributed': {'enabled': True}})", "pytorch 2.1.0 [3.10]"},
		{"PyTorch(framework_version='2.2', py_version='py310', distribution={'torch_distributed': {'enabled': True}, 'smdistributed': {'modelparallel': {'enabled': True}}})", "pytorch-smp 2.3.1 [3.10]"},
		{"PyTorch(framework_version='2.1', py_version='py310', distribution=config())", ""},
		{"PyTorch(framework_version=version())", ""},
		{"PyTorch(framework_version='9.9')", ""},
		{"PyTorch(**config())", ""},
		{"XGBoost(framework_version='1.5-1')", "xgboost 1.5-1 [3.8]"},
		{"SKLearn(framework_version='1.2-1', py_version='py3')", "sklearn 1.2-1 [3.8 3.9]"},
		{"HuggingFace(transformers_version='4.26', pytorch_version='1.13', py_version='py39')", "huggingface 4.26.0 [3.9]"},
		{"HuggingFace(transformers_version='4.26', pytorch_version='2.0', py_version='py39')", ""},
		{"Estimator(image_uri=image_uris.retrieve('xgboost', 'us-east-1', '1.7-1'))", "xgboost 1.7-1 [3.8 3.9 3.10]"},
		{"Estimator(image_uri=image_uris.retrieve(framework='pytorch', region='x', version='2.0', py_version='py310', image_scope='training'))", "pytorch 2.0.1 [3.10]"},
		{"Estimator(image_uri='123.dkr.ecr.us-east-1.amazonaws.com/mine:1')", ""},
	} {
		w := of(map[string]string{"launch.py": "from sagemaker import image_uris\nfrom sagemaker.estimator import Estimator\nfrom sagemaker.pytorch import PyTorch\nfrom sagemaker.sklearn import SKLearn\nfrom sagemaker.xgboost import XGBoost\nfrom sagemaker.huggingface import HuggingFace\n" + c.launch + "\n"})
		got := ""
		l := w.LaunchesIn(filepath.Join(top, "launch.py"))[0]
		if i := l.Image(); i != nil {
			got = i.Framework + " " + i.Version + " [" + strings.Join(l.Pythons(), " ") + "]"
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.launch, got, c.want)
		}
	}
}
