package pytorch

import (
	"reflect"
	"slices"
	"strings"

	"github.com/trainlsp/trainlsp/analysis"
	"github.com/trainlsp/trainlsp/analysis/syntax"
	"github.com/trainlsp/trainlsp/enhancer/requirement"
	"github.com/trainlsp/trainlsp/enhancer/rule"
	"github.com/trainlsp/trainlsp/frameworks"
)

// step is what the running code of a script does of a training step, gathered from wherever it stands: the parts are
// often spread over functions.
type step struct {
	backward  []*analysis.Call
	optimizer []*analysis.Call // steps of something that is an optimizer for sure, or is named after one
	other     []*analysis.Call // steps of something unknown, which may be one
	zeroGrad  bool
	// computes tells that the script computes gradients by itself, applies that it writes parameters by itself.
	computes, applies bool
	// closure tells that a step is given a function that may do the rest.
	closure bool
	// wrapped tells that something that is not in the file does the whole step.
	wrapped bool
	// clears tells that an engine is at work that clears the gradients by itself.
	clears bool
}

// stepBeside gathers what the modules beside a script do. Its calls are of other files.
func stepBeside(p *rule.Pass) step {
	var s step
	for _, sibling := range p.Requirements.Siblings {
		there := *p
		there.Script, there.Usage = sibling.Module.Script, sibling.Usage
		for _, scope := range sibling.Scopes {
			for _, part := range stepIn(&there, scope) {
				part.other = slices.DeleteFunc(part.other, func(call *analysis.Call) bool { return isLocal(&there, call) })
				s.add(part)
			}
		}
	}
	return s
}

// optimizes tells whether something applies gradients, or may.
func (s step) optimizes() bool { return len(s.optimizer)+len(s.other) > 0 || s.applies || s.wrapped }

// readStep gathers what the reached code does.
func readStep(p *rule.Pass) step {
	var s step
	for _, part := range analysis.Gather(p.Script, stepKey{}, func(scope *analysis.Scope) []step { return stepIn(p, scope) }) {
		s.add(part)
	}
	return s
}

type stepKey struct{}

// stepIn gathers what a scope does, nothing where it is not reached.
func stepIn(p *rule.Pass, scope *analysis.Scope) []step {
	if !p.Script.Reached(scope) {
		return nil
	}
	var s step
	for _, call := range scope.Calls {
		s.readCall(p, call)
	}
	for _, b := range scope.Bindings {
		s.readBinding(b)
	}
	if reflect.ValueOf(s).IsZero() {
		return nil
	}
	return []step{s}
}

// add takes in what other code does.
func (s *step) add(t step) {
	s.backward = append(s.backward, t.backward...)
	s.optimizer = append(s.optimizer, t.optimizer...)
	s.other = append(s.other, t.other...)
	s.zeroGrad = s.zeroGrad || t.zeroGrad
	s.computes, s.applies = s.computes || t.computes, s.applies || t.applies
	s.closure = s.closure || t.closure
	s.wrapped = s.wrapped || t.wrapped
	s.clears = s.clears || t.clears
}

// readBinding looks for `p.grad = ...` and `p.data -= ...`.
func (s *step) readBinding(b *analysis.Binding) {
	switch {
	case strings.HasSuffix(b.Name, ".grad"):
		s.zeroGrad = true
		s.computes = s.computes || b.Value != nil && b.Value.Kind() != syntax.KindNone
	case b.Value != nil && (b.Kind == analysis.BindAugmented || strings.HasSuffix(b.Name, ".data")) && !strings.Contains(b.Name, ".grad") && strings.Contains(b.Value.Text(), ".grad"):
		s.applies = true
	}
}

func (s *step) readCall(p *rule.Pass, call *analysis.Call) {
	switch method := call.Method(); method {
	case "backward", "manual_backward":
		s.backward = append(s.backward, call)
		s.clears = s.clears || isEngine(p, call)
	case "zero_grad", "clear_grad", "clear_gradients":
		s.zeroGrad = true
	case "zero_":
		s.zeroGrad = s.zeroGrad || strings.Contains(call.Func.Text(), "grad")
	case "add_", "sub_", "copy_", "addcmul_", "addcdiv_", "set_":
		s.applies = s.applies || strings.Contains(call.Node.Text(), "grad")
	case "step":
		s.readStepCall(p, call)
	case "optimizer_step", "minimize", "apply_gradients", "update_parameters", "training_step", "step_model", "apply_updates":
		if !isLocal(p, call) {
			s.other = append(s.other, call)
			s.wrapped, s.clears = true, true
		}
	default:
		for _, c := range p.Script.Callees(call) {
			switch c.Name {
			case "torch.autograd.grad", "torch.autograd.backward", "torch.func.grad", "torch.func.grad_and_value", "torch.func.vjp", "functorch.grad", "functorch.grad_and_value":
				s.computes = true
			}
		}
	}
}

func (s *step) readStepCall(p *rule.Pass, call *analysis.Call) {
	object := call.Func.Child(syntax.FieldObject)
	if object == nil {
		return
	}
	if isLocal(p, call) { // its parts are read where they stand
		s.other = append(s.other, call)
		return
	}
	switch kind := judgeReceiver(p, call, object); kind {
	case isOptimizer:
		s.optimizer = append(s.optimizer, call)
		if len(call.Args) > 0 {
			s.closure = true
		}
	case mayBeOptimizer:
		s.other = append(s.other, call)
		s.clears = s.clears || isEngine(p, call)
	}
}

// isLocal tells calls of nothing but the file's own functions.
func isLocal(p *rule.Pass, call *analysis.Call) bool {
	callees := p.Script.Callees(call)
	for _, c := range callees {
		if c.Local == nil {
			return false
		}
	}
	return len(callees) > 0
}

type receiverKind int

const (
	noOptimizer receiverKind = iota
	mayBeOptimizer
	isOptimizer
)

// judgeReceiver tells optimizers from the schedulers, profilers and environments that have a `step` too.
func judgeReceiver(p *rule.Pass, call *analysis.Call, object *syntax.Node) receiverKind {
	sure := false
	for _, v := range p.Script.Receiver(call) {
		if v.Kind != analysis.Result && v.Kind != analysis.External {
			continue
		}
		if strings.Contains(v.Text, "lr_scheduler") || strings.Contains(v.Text, "profil") || strings.HasPrefix(v.Text, "gym") {
			return noOptimizer
		}
		for _, m := range frameworks.Lookup(v.Text) {
			sure = sure || m.Role == frameworks.Optimizes
		}
	}
	name := strings.ToLower(object.Text())
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case sure:
		return isOptimizer
	case strings.Contains(last, "sched") || strings.Contains(last, "prof") || strings.Contains(last, "env") || last == "lr" || strings.Contains(last, "warmup") || strings.Contains(last, "hook") || strings.Contains(last, "decay"):
		return noOptimizer
	case strings.Contains(last, "optim") || last == "opt" || strings.HasPrefix(last, "opt_") || strings.HasSuffix(last, "_opt"):
		return isOptimizer
	}
	return mayBeOptimizer
}

// isEngine tells methods of DeepSpeed's engine and of the like, which clear the gradients when they step.
func isEngine(p *rule.Pass, call *analysis.Call) bool {
	object := call.Func.Child(syntax.FieldObject)
	if object == nil {
		return false
	}
	for _, c := range p.Script.Callees(call) {
		if strings.HasPrefix(c.Name, "deepspeed.") || strings.HasPrefix(c.Name, "colossalai.") || strings.Contains(c.Name, "dist_autograd") || strings.Contains(c.Name, "distributed.autograd") {
			return true
		}
	}
	name := strings.ToLower(object.Text())
	return strings.Contains(name, "engine") || strings.Contains(name, "dist_autograd") || strings.Contains(name, "booster")
}

// looped tells whether a call runs again and again: it stands in a loop, or a function around it is called in one.
func looped(p *rule.Pass, call *analysis.Call, depth int) bool {
	if call.Node.Ancestor(syntax.KindFor, syntax.KindWhile, syntax.KindFunction) != nil {
		for n := call.Node.Parent(); n != nil && n.Kind() != syntax.KindFunction; n = n.Parent() {
			if n.Kind() == syntax.KindFor || n.Kind() == syntax.KindWhile {
				return true
			}
		}
	}
	f := call.Scope.Function()
	if f == nil || depth > 5 {
		return false
	}
	for _, site := range p.Script.Sites(f) {
		if looped(p, site, depth+1) {
			return true
		}
	}
	return false
}

// otherFramework tells scripts in which `backward` and `step` may belong to somebody else.
func otherFramework(p *rule.Pass) bool {
	return !p.Usage.Has("pytorch") || p.Usage.Has("mxnet") || p.Usage.Has("chainer")
}

// handedOn tells whether a call hands one of the words' work to something outside the file.
func handedOn(p *rule.Pass, words ...string) bool {
	for _, scope := range p.Script.Scopes() {
		if !p.Script.Reached(scope) {
			continue
		}
		for _, call := range scope.Calls {
			if !ordinary[call.Method()] && outside(p, call) && requirement.HandsOn(call.Method(), words...) {
				return true
			}
		}
	}
	return false
}

// ordinary are the methods of optimizers, modules, schedulers and dictionaries themselves: on something unknown they hand
// nothing on.
var ordinary = map[string]bool{"step": true, "zero_grad": true, "train": true, "eval": true, "no_grad": true, "enable_grad": true, "set_grad_enabled": true,
	"requires_grad_": true, "update": true, "param_groups": true, "clip_grad_norm_": true, "clip_grad_norm": true, "get_last_lr": true}

func outside(p *rule.Pass, call *analysis.Call) bool {
	for _, c := range p.Script.Callees(call) {
		root, _, _ := strings.Cut(c.Name, ".")
		if c.Local == nil && (c.Name == "" || !frameworks.IsLibrary(root)) {
			return true
		}
	}
	return false
}
