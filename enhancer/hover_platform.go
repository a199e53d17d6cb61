package enhancer

import (
	"path"
	"regexp"
	"strings"

	"github.com/trainlsp/trainlsp/analysis/sagemaker"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/rule"
)

// findVariables makes spots of the SM_ variables that the script reads or sets.
func (r *Report) findVariables() {
	for _, use := range r.script.Environment() {
		if strings.HasPrefix(use.Name, "SM_") {
			r.addSpot(aboutVariable, r.spanOf(use.Node), func() string { return r.sayVariable(use.Name) })
		}
	}
}

// sayVariable says what an SM_ variable holds and who sets it.
func (r *Report) sayVariable(name string) string {
	v := sagemaker.LookupVariable(name)
	if v == nil {
		return r.sayUnknownVariable(name)
	}
	return sayKnownVariable(v, name)
}

// sayKnownVariable says what a variable that containers set holds.
func sayKnownVariable(v *sagemaker.Variable, name string) string {
	example := ""
	if e := exampleOf(name); e != "" {
		example = "- for example " + code(e)
	}
	if v.JSON {
		example += ", JSON: decode it with `json.loads`"
	} else if example != "" {
		example += ", plain text"
	}
	return paragraphs("**"+code(name)+"** · environment variable",
		strings.Join([]string{"- holds " + sayHeld(v, name), example, "- set " + setter(v)}, "\n"))
}

// sayHeld says what a variable holds; of a family, what the member does.
func sayHeld(v *sagemaker.Variable, name string) string {
	member := strings.ToLower(strings.TrimPrefix(name, v.Name))
	switch v.Name {
	case name:
		return prose(v.About)
	case "SM_CHANNEL_":
		return "the directory of the channel " + code(member)
	}
	return prose(v.About) + ", " + code(member)
}

func setter(v *sagemaker.Variable) string {
	const classic, v3 = "by the toolkit of the framework containers (SageMaker SDK v2)", "by the drivers of SageMaker SDK v3 (ModelTrainer)"
	switch {
	case v.Classic && v.V3:
		return classic + " and " + v3
	case v.V3:
		return v3 + " only"
	}
	return classic + " only"
}

func (r *Report) sayUnknownVariable(name string) string {
	what := "No training container sets it."
	for _, use := range r.script.Environment() {
		if use.Write && use.Name == name {
			what = "No training container sets it; the script sets it itself."
		}
	}
	if nearest, ok := rule.Suggest(name, sagemaker.VariableNames()); ok {
		what += " Did you mean " + code(nearest) + "?"
	}
	return paragraphs("**"+code(name)+"** · environment variable", what)
}

// mlPath finds paths below /opt/ml in a string, as it is written.
var mlPath = regexp.MustCompile(`/opt/ml\b[\w./-]*`)

// findPaths makes spots of the paths below /opt/ml in the script's strings.
func (r *Report) findPaths() {
	for _, scope := range r.script.Scopes() {
		for _, n := range scope.Strings {
			for _, m := range mlPath.FindAllStringIndex(n.Text(), -1) {
				r.findPath(n, m[0], m[1])
			}
		}
	}
}

func (r *Report) findPath(n *syntax.Node, start, end int) {
	before, found, after := n.Text()[:start], strings.TrimRight(n.Text()[start:end], "."), n.Text()[end:]
	if before == "" || strings.ContainsAny(before[len(before)-1:], "._-") || isWordEnd(before) && !strings.HasSuffix(before, "://") {
		return // the end of another path
	}
	if name := wholeNames(n, found, after); directoryOf(name) != nil && (name == found || name != "/opt/ml") {
		at := r.script.Tree.Start(n)
		span := rule.Span{Start: at + start, End: at + start + len(found)}
		r.addSpot(aboutPath, span, func() string { return r.sayPath(name) })
	}
}

// isWordEnd tells a text that ends in a letter, a digit or a slash.
func isWordEnd(text string) bool { return wordEnd.MatchString(text) }

var wordEnd = regexp.MustCompile(`[\w/]$`)

// wholeNames leaves out the last name of a path where more of it may follow: a part that is filled in, or another string.
func wholeNames(n *syntax.Node, found, after string) string {
	open := strings.HasPrefix(after, "{") || strings.HasPrefix(after, "%") || strings.HasPrefix(after, "*")
	if parent := n.Parent(); len(after) <= 3 && strings.Trim(after, `"'`) == "" && parent != nil {
		open = open || parent.Kind() == syntax.KindBinaryOperator && hasPlus(parent) || parent.Kind() == syntax.KindConcatenatedString
	}
	if !open || strings.HasSuffix(found, "/") {
		return strings.TrimRight(found, "/")
	}
	if in := directoryOf(found); in != nil && in.Path == found {
		return found
	}
	return path.Dir(found)
}

func hasPlus(n *syntax.Node) bool {
	op := n.Child(syntax.FieldOperator)
	return op != nil && op.Text() == "+"
}

// sayPath says what a path below /opt/ml is, and whether a training container has it.
func (r *Report) sayPath(name string) string {
	in, known := sagemaker.LookupPath(name)
	what := sentence(prose(in.About))
	switch in.Path {
	case name:
	case "/opt/ml":
		what = "" // all of them are in there
	default:
		what = "In " + code(in.Path) + ": " + prose(in.About) + "."
	}
	if channel, ok := strings.CutPrefix(name, "/opt/ml/input/data/"); ok {
		channel, _, _ = strings.Cut(channel, "/")
		what = "In the directory of the channel " + code(channel) + ", which " + code("SM_CHANNEL_"+strings.ToUpper(channel)) + " holds."
	}
	return paragraphs("**"+code(name)+"**", what, r.sayPresence(name, in, known))
}

// sayPresence says whether a training container has a path.
func (r *Report) sayPresence(name string, in *sagemaker.Directory, known bool) string {
	switch {
	case in.Path == "/opt/ml/processing":
		return "A processing job has it; a training container does not."
	case in.Path == "/opt/ml/input/data" && name != in.Path:
		return "A training container has it where the job has that channel."
	case known && name != in.Path:
		return "A training container has the directory; what lies in it is the script's own."
	case known && variableFor(name) != "":
		return "A training container has it, and " + code(variableFor(name)) + " holds it."
	case known:
		return "A training container has it."
	case r.script.Writes(name):
		return "A training container does not have it; the script makes it itself. SageMaker does not upload it."
	}
	missing := "A training container does not have it."
	if nearest, ok := rule.Suggest(name, sagemaker.PathNames()); ok {
		return missing + " Did you mean " + code(nearest) + "?"
	}
	return missing + " Below " + code(in.Path) + " there is only what SageMaker puts there."
}

// variableFor gives the variable that holds a directory, empty where there is none.
func variableFor(directory string) string {
	for _, v := range sagemaker.Variables {
		if !strings.HasSuffix(v.Name, "_") && examples[v.Name] == directory {
			return v.Name
		}
	}
	return ""
}

// exampleOf gives a value that a variable may have, empty where none is known.
func exampleOf(name string) string {
	v := sagemaker.LookupVariable(name)
	switch {
	case v == nil:
		return ""
	case v.Name == "SM_CHANNEL_":
		return "/opt/ml/input/data/" + strings.ToLower(strings.TrimPrefix(name, v.Name))
	}
	return examples[v.Name]
}

// examples are values that the variables may have, by sagemaker.Variables' names.
// Sources: sagemaker-training-toolkit, ENVIRONMENT_VARIABLES.md; sagemaker-train, container_drivers/scripts/environment.py
// (August 2026).
var examples = map[string]string{
	"SM_CHANNELS":                     `["train","validation"]`,
	"SM_CHANNEL_":                     "/opt/ml/input/data/train",
	"SM_CURRENT_HOST":                 "algo-1",
	"SM_CURRENT_HOST_RANK":            "0",
	"SM_CURRENT_INSTANCE_GROUP":       "homogeneousCluster",
	"SM_CURRENT_INSTANCE_GROUP_HOSTS": `["algo-1","algo-2"]`,
	"SM_CURRENT_INSTANCE_TYPE":        "ml.g5.xlarge",
	"SM_DISTRIBUTED_CONFIG":           `{"process_count_per_node":4}`,
	"SM_DISTRIBUTED_DRIVER_DIR":       "/opt/ml/input/data/sm_drivers/distributed_drivers",
	"SM_DISTRIBUTION_INSTANCE_GROUPS": `["homogeneousCluster"]`,
	"SM_DLC_TORCH_VERSION":            "2.6.0",
	"SM_ENTRY_SCRIPT":                 "train.py",
	"SM_FRAMEWORK_MODULE":             "sagemaker_pytorch_container.training:main",
	"SM_FRAMEWORK_PARAMS":             "{}",
	"SM_HOSTS":                        `["algo-1","algo-2"]`,
	"SM_HOST_COUNT":                   "2",
	"SM_HPS":                          `{"epochs":10,"learning-rate":0.1}`,
	"SM_HP_":                          "10",
	"SM_INPUT_CONFIG_DIR":             "/opt/ml/input/config",
	"SM_INPUT_DATA_CONFIG":            `{"train":{"TrainingInputMode":"File"}}`,
	"SM_INPUT_DATA_DIR":               "/opt/ml/input/data",
	"SM_INPUT_DIR":                    "/opt/ml/input",
	"SM_INSTANCE_GROUPS":              `["homogeneousCluster"]`,
	"SM_INSTANCE_GROUPS_DICT":         `{"homogeneousCluster":{"hosts":["algo-1"]}}`,
	"SM_IS_HETERO":                    "false",
	"SM_LOG_LEVEL":                    "20",
	"SM_MASTER_ADDR":                  "algo-1",
	"SM_MASTER_PORT":                  "7777",
	"SM_MODEL_DIR":                    sagemaker.ModelDir,
	"SM_MODULE_DIR":                   "s3://bucket/job/source/sourcedir.tar.gz",
	"SM_MODULE_NAME":                  "train",
	"SM_NETWORK_INTERFACE_NAME":       "eth0",
	"SM_NUM_CPUS":                     "8",
	"SM_NUM_GPUS":                     "1",
	"SM_NUM_NEURONS":                  "0",
	"SM_OUTPUT_DATA_DIR":              "/opt/ml/output/data",
	"SM_OUTPUT_DIR":                   "/opt/ml/output",
	"SM_OUTPUT_FAILURE":               "/opt/ml/output/failure",
	"SM_OUTPUT_INTERMEDIATE_DIR":      "/opt/ml/output/intermediate",
	"SM_RESOURCE_CONFIG":              `{"current_host":"algo-1","hosts":["algo-1","algo-2"]}`,
	"SM_SOURCE_DIR":                   "/opt/ml/input/data/code",
	"SM_STUDIO_LOCAL_MODE":            "false",
	"SM_TRAINING_ENV":                 `{"channel_input_dirs":{"train":"/opt/ml/input/data/train"}}`,
	"SM_USER_ARGS":                    `["--epochs","10"]`,
	"SM_USER_ENTRY_POINT":             "train.py",
}
