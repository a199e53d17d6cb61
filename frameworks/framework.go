// Package frameworks holds what is known about ML frameworks, one table each: what marks a framework, and which of its
// calls train, save, load, evaluate and define a model. The checks that only one framework needs stand in a package of
// its own below this one.
package frameworks

// Framework is the table of one ML framework. Names in it are qualified as Python's import system spells them, without
// regard to aliases: "xgboost.train" whatever the script calls the module. A method is named after the call that made
// its receiver: "xgboost.XGBClassifier.fit" is `fit` on what `xgboost.XGBClassifier(...)` returned,
// "xgboost.train.save_model" is `save_model` on what `xgboost.train(...)` returned. In a name, "*" stands for any run of
// characters without a dot, "**" for any run of characters.
type Framework struct {
	// Name is the seed's name for it, in lower case, such as "xgboost".
	Name string
	// Title is how its makers write it, such as "XGBoost".
	Title string
	// Modules are the importable names that mark it; a submodule marks it too.
	Modules []string
	// Aliases are the names by which scripts customarily call its modules, to tell a use without an import:
	// "xgb" for "xgboost".
	Aliases map[string]string
	// Trains are the calls that fit a model's parameters.
	Trains []Call
	// Saves are the calls that write a model, and the ones that configure something to write it by itself.
	Saves []Call
	// Loads are the calls that read training data, or bring a data set along.
	Loads []Call
	// Evaluates are the calls that measure a model on data.
	Evaluates []Call
	// Models are the calls that define or load a model.
	Models []Call
	// Bases are the classes that a script derives from to define a model, a trainer or the like.
	Bases []string
	// Optimizers are the calls that make an optimizer.
	Optimizers []Call
	// NotModels are the calls that make objects whose `fit` and `save` concern no model of this framework: scalers,
	// tokenizers, encoders.
	NotModels []Call
}

// Call is a call with a meaning.
type Call struct {
	// Name is the qualified name, with "*" and "**" as in Framework.
	Name string
	// Keywords, where not empty, are the keyword arguments of which one must be there for the call to have the meaning:
	// `fit` evaluates where it is given "validation_data".
	Keywords []string
	// Path says, of a call that saves or loads, which argument is the path.
	Path Argument
	// Object says, of a call that saves, which argument is the model; the receiver where it is unset.
	Object Argument
	// Configures marks a call that saves nothing itself but makes the framework write to Path while it trains.
	Configures bool
}

// Argument is a parameter of a call, by the ways in which it can be passed.
type Argument struct {
	// Position counts from 1; 0 means that it cannot be passed by position.
	Position int
	// Keyword is its name, empty where it cannot be passed by name.
	Keyword string
}
