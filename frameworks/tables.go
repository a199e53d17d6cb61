package frameworks

import "strings"

// all holds every table. Where a script uses several frameworks, the first of them in this order is the script's: what wraps
// another framework stands before it, a booster before scikit-learn, whose metrics and splits every script uses. At the end
// stand the libraries that mark nothing, because another framework stands beside them.
var all = []*Framework{
	lightning,
	transformers,
	diffusers,
	detection,
	ultralytics,
	fairseq,
	fastai,
	accelerate,
	deepspeed,
	skorch,
	autogluon,
	gluonts,
	sagemakerRL,
	coach,
	stableBaselines,
	tensorpack,
	xgboost,
	lightgbm,
	catboost,
	ray,
	bertopic,
	causalnex,
	vowpalWabbit,
	prophet,
	fasttext,
	h2o,
	spark,
	tensorflow,
	mxnet,
	chainer,
	jax,
	pytorch,
	cuml,
	spacy,
	gensim,
	statsmodels,
	sklearn,
	smdistributed,
	horovod,
	torchXLA,
	dgl,
}

// All returns the tables of all frameworks, the one that decides where several are in use first.
func All() []*Framework {
	return append([]*Framework(nil), all...)
}

// ByName returns the framework of that name, nil where there is none.
func ByName(name string) *Framework { return standard.ByName(name) }

// Marks says whether the import of module marks the framework: it is one of its Modules or lies below one.
func (f *Framework) Marks(module string) bool {
	for _, m := range f.Modules {
		if rest, ok := strings.CutPrefix(module, m); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}
