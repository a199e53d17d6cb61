package enhancer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/frameworks"
)

// deed is a call that does something for the training, with all that it means.
type deed struct {
	call *analysis.Call
	uses []*frameworks.Use
	// save is where it writes a model to, nil where it writes none.
	save *requirement.Save
	// meets are the requirements that it is evidence of.
	meets []string
}

// capabilityOf says which requirement a call of a role is there for; empty for none.
var capabilityOf = map[frameworks.Role]string{
	frameworks.Trains: requirement.TrainingLoop, frameworks.Saves: requirement.ModelSaving, frameworks.Copies: requirement.ModelSaving,
	frameworks.Loads: requirement.DataLoading, frameworks.Evaluates: requirement.Evaluation, frameworks.Prepares: requirement.TrainingLoop,
}

// does says what a call of a role does, where that is no requirement.
var does = map[frameworks.Role]string{
	frameworks.Defines: "makes or loads a model, or what belongs to one", frameworks.Optimizes: "makes an optimizer",
	frameworks.Prepares: "fits what need not be a model, such as a scaler or an encoder",
}

// doesElsewhere says what a call of a role does in a file that has no requirements to meet.
var doesElsewhere = map[frameworks.Role]string{
	frameworks.Trains: "trains a model", frameworks.Saves: "writes a model", frameworks.Copies: "copies a model",
	frameworks.Loads: "reads data", frameworks.Evaluates: "measures a model",
}

// findCalls makes a spot of the name of each call that does something for the training.
func (r *Report) findCalls() {
	for _, d := range r.deeds() {
		if isPlainRead(d) {
			continue
		}
		r.addSpot(aboutCall, r.spanOf(calledName(d.call)), func() string { return r.sayDeed(d) })
	}
}

// isPlainRead tells a call that may read anything, such as `open`, where it is no evidence that data is read.
func isPlainRead(d *deed) bool {
	return len(d.meets) == 0 && d.save == nil && !slices.ContainsFunc(d.uses, func(use *frameworks.Use) bool {
		return use.Role != frameworks.Loads || use.Framework != nil
	})
}

// calledName is what is called where it is a name or a dotted name, such as `torch.save`; of a call on what another call
// gave, the method's name alone.
func calledName(call *analysis.Call) *syntax.Node {
	name := call.Func.Child(syntax.FieldAttribute)
	if call.Func.Kind() != syntax.KindAttribute || name == nil || isDotted(call.Func) {
		return call.Func
	}
	return name
}

// isDotted tells names and attributes of names.
func isDotted(n *syntax.Node) bool {
	for n != nil && n.Kind() == syntax.KindAttribute {
		n = n.Child(syntax.FieldObject)
	}
	return n != nil && n.Kind() == syntax.KindIdentifier
}

// deeds gathers what the calls mean.
func (r *Report) deeds() []*deed {
	var order []*deed
	known := map[*analysis.Call]*deed{}
	of := func(call *analysis.Call) *deed {
		if known[call] == nil {
			known[call] = &deed{call: call}
			order = append(order, known[call])
		}
		return known[call]
	}
	for _, use := range r.requirements.Usage.Uses {
		if use.Role != frameworks.NotModel && use.Role != frameworks.Copies {
			d := of(use.Call)
			d.uses = append(d.uses, use)
		}
	}
	for i := range r.requirements.Saves {
		s := &r.requirements.Saves[i]
		d := of(s.Use.Call)
		if d.save = s; len(d.uses) == 0 {
			d.uses = append(d.uses, s.Use)
		}
	}
	r.addEvidence(of, known)
	return order
}

// addEvidence notes of the calls which requirements they meet.
func (r *Report) addEvidence(of func(*analysis.Call) *deed, known map[*analysis.Call]*deed) {
	if len(r.Requirements) == 0 {
		return
	}
	calls := map[*syntax.Node]*analysis.Call{}
	for _, scope := range r.script.Scopes() {
		for _, call := range scope.Calls {
			calls[call.Node] = call
		}
	}
	for _, a := range r.requirements.Answers {
		for _, n := range a.Evidence {
			call := calls[n]
			if call == nil {
				continue
			}
			d := known[call]
			if d == nil && worthTelling(call, a.Capability) {
				d = of(call)
			} else if d == nil || len(d.uses) > 0 && !slices.Contains(d.capabilities(), a.Capability) {
				continue
			}
			d.meets = append(d.meets, a.Capability)
		}
	}
}

// sayDeed says what a call means.
func (r *Report) sayDeed(d *deed) string {
	if !r.script.Reached(d.call.Scope) {
		return paragraphs(r.sayName(d), r.sayUnreached(d))
	}
	return paragraphs(r.sayName(d), sentences(sayMet(d), r.sayMeaning(d), r.sayUncounted(d)), r.sayPlace(d.save))
}

// sayMet says which requirements a call meets. A model that goes where SageMaker does not look is left to sayPlace.
func sayMet(d *deed) string {
	met := slices.DeleteFunc(distinct(d.meets), func(c string) bool { return c == requirement.ModelSaving && strays(d.save) })
	if len(met) == 0 {
		return ""
	}
	return "Meets " + titles(met) + "."
}

// strays tells a save that leads out of the model directory for sure.
func strays(s *requirement.Save) bool {
	return s != nil && s.Path != nil && s.Place == requirement.Elsewhere
}

// sayName names what is called, and whose it is.
func (r *Report) sayName(d *deed) string {
	name, owner := d.call.Func.Text(), ""
	for _, use := range d.uses {
		if use.Framework != nil && owner == "" {
			owner = " · " + use.Framework.Title
		}
	}
	for _, use := range d.uses {
		if strings.Contains(use.Name, ".") {
			return "**" + code(use.Name) + "**" + owner
		}
	}
	if len(d.uses) > 0 && d.call.Func.Kind() == syntax.KindAttribute {
		return "**" + code(name) + "** · known by the name of the method alone"
	}
	for _, c := range r.script.Callees(d.call) {
		if c.Name != "" {
			return "**" + code(c.Name) + "**"
		}
	}
	return "**" + code(name) + "**" + owner
}

// servingFunctions are those that SageMaker's serving containers call.
// Source: sagemaker-inference-toolkit, default_inference_handler (August 2026).
var servingFunctions = []string{"model_fn", "input_fn", "predict_fn", "output_fn", "transform_fn"}

// sayUnreached says that a call never runs, and what it would be there for.
func (r *Report) sayUnreached(d *deed) string {
	would := "It"
	if list := d.capabilities(); len(list) > 0 && len(r.Requirements) > 0 {
		would = "It would meet " + titles(list) + ", but"
	}
	f := d.call.Scope.Function()
	if f == nil {
		return would + " never runs."
	}
	name := f.Name
	if class := f.Class(); class != nil {
		name = class.Name + "." + name
	}
	caller := "nothing calls"
	switch {
	case len(r.script.Sites(f)) > 0:
		caller = "nothing that runs calls"
	case slices.Contains(servingFunctions, name):
		caller = "only a serving container calls"
	}
	return would + " never runs: " + caller + " " + code(name) + "."
}

// sayMeaning says what a call does beside the requirements, or, in a file that has none to meet, what it does at all.
func (r *Report) sayMeaning(d *deed) string {
	var list []string
	for _, use := range d.uses {
		if what := does[use.Role]; what != "" {
			list = append(list, what)
		} else if what := doesElsewhere[use.Role]; what != "" && len(r.Requirements) == 0 {
			list = append(list, what)
		}
	}
	if list = distinct(list); len(list) == 0 {
		return ""
	}
	return sentence(enumerate(list))
}

// sayUncounted says why a call that runs is no evidence of what it seems to be there for.
func (r *Report) sayUncounted(d *deed) string {
	if len(r.Requirements) == 0 {
		return ""
	}
	for _, c := range d.capabilities() {
		if !slices.Contains(d.meets, c) {
			return "It does not count as *" + requirement.PatternOf(c).Title + "*" + whyUncounted(d) + "."
		}
	}
	return ""
}

// worthTelling tells whether it is of use to say of a call that it meets a requirement for which its meaning does not
// speak: what reads the command line does, and what reads files; what makes up numbers does not.
func worthTelling(call *analysis.Call, capability string) bool {
	switch capability {
	case requirement.HyperparameterLoading:
		return true
	case requirement.DataLoading:
		name := strings.ToLower(call.Method())
		for _, word := range []string{"read", "load", "open", "dataset", "fetch", "download", "listdir", "glob", "walk"} {
			if strings.Contains(name, word) {
				return true
			}
		}
	}
	return false
}

// whyUncounted gives the reason, where it shows.
func whyUncounted(d *deed) string {
	f := d.call.Scope.Function()
	switch {
	case d.save != nil && d.save.Path == nil:
		return ": it is not told where to write"
	case d.save != nil && d.save.Checkpoint:
		return ": it writes a checkpoint to go on from"
	case f != nil && slices.Contains(servingFunctions, f.Name):
		return ": " + code(f.Name) + " is for serving the model"
	}
	return ""
}

// capabilities are the requirements that a call is there for.
func (d *deed) capabilities() []string {
	var list []string
	for _, use := range d.uses {
		if c := capabilityOf[use.Role]; c != "" && (use.Role != frameworks.Copies || d.save != nil) {
			list = append(list, c)
		}
	}
	return distinct(list)
}

// titles are the requirements' names: "*trains a model* and *evaluates the model*".
func titles(capabilities []string) string {
	names := make([]string, 0, len(capabilities))
	for _, c := range capabilities {
		names = append(names, "*"+requirement.PatternOf(c).Title+"*")
	}
	return enumerate(names)
}

// distinct leaves out repetitions.
func distinct(words []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// sayPlace says where a model is written to, and what SageMaker does with it.
func (r *Report) sayPlace(s *requirement.Save) string {
	if s == nil || s.Path == nil {
		return ""
	}
	writes := "Writes to "
	if s.Use.Entry != nil && s.Use.Entry.Configures {
		writes = "Has the framework write to "
	}
	paths := r.placesOf(s.Values)
	switch {
	case s.Place == requirement.ModelDir:
		return writes + enumerate(told(paths)) + ", in the model directory: SageMaker packs it into model.tar.gz and uploads it when the job ends."
	case len(r.Requirements) == 0 && len(paths) > 0:
		return writes + enumerate(told(paths)) + "."
	case s.Place == requirement.Elsewhere:
		return writes + enumerate(told(paths)) + ", outside the model directory. " + fate(paths)
	}
	return "Where it writes to cannot be told: " + r.whyUnknown(s, paths) + "."
}

// whyUnknown says why it cannot be told where a save leads.
func (r *Report) whyUnknown(s *requirement.Save, paths []place) string {
	for _, v := range s.Values {
		switch {
		case v.Kind == analysis.Unknown && v.Reason != "":
			return prose(v.Reason)
		case v.Kind == analysis.OptionValue && v.Option.Default == nil:
			return code(optionName(v.Option)) + " has no default"
		case v.Kind == analysis.OptionValue:
			return "a job may pass " + code(optionName(v.Option)) + ", whose default is " + code(v.Option.Default.Text())
		case v.Kind == analysis.EnvVar:
			return code(v.Text) + " is set outside of this file"
		}
	}
	if len(paths) > 0 {
		return "all that is known is " + enumerate(told(paths))
	}
	return code(s.Path.Text()) + " is worked out at run time"
}

// fate says what becomes of files outside the model directory.
func fate(paths []place) string {
	for _, p := range paths {
		switch in := directoryOf(p.path); {
		case in != nil && in.Path == "/opt/ml/processing", in != nil && !in.Open:
		case in != nil:
			return fmt.Sprintf("It is not in model.tar.gz: %s is %s.", code(in.Path), prose(in.About))
		case strings.Contains(p.path, "://"):
			return "The script brings it there itself; it is not in model.tar.gz."
		}
	}
	return "SageMaker does not upload it there: it goes away with the container."
}
