package frameworks

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"xgboost.train", "xgboost.train", true},
		{"xgboost.train", "xgboost.trains", false},
		{"xgboost.train", "xgboost", false},
		{"torch.optim.*", "torch.optim.Adam", true},
		{"torch.optim.*", "torch.optim.Adam.step", false},
		{"torch.optim.*.step", "torch.optim.Adam.step", true},
		{"torch.optim.*.step", "torch.optim.lr_scheduler.StepLR.step", false},
		{"sklearn.**.fit", "sklearn.svm.SVC.fit", true},
		{"sklearn.**.fit", "sklearn.fit", false},
		{"sklearn.**.fit", "sklearn.svm.SVC.fit_predict", false},
		{"xgboost.**.save_model", "xgboost.XGBRegressor.get_booster.save_model", true},
		{"xgboost.XGB*.fit", "xgboost.XGBClassifier.fit", true},
		{"xgboost.XGB*.fit", "xgboost.XGBClassifier.fit.fit", false},
		{"tensorflow.**keras.**.save", "tensorflow.keras.Sequential.save", true},
		{"tensorflow.**keras.**.save", "tensorflow.compat.v1.keras.models.Model.save", true},
		{"tensorflow.**keras.**.save", "tensorflow.train.Checkpoint.save", false},
		{"deepspeed.initialize**.step", "deepspeed.initialize.step", true},
		{"deepspeed.initialize**.step", "deepspeed.initialize.0.step", true},
		{"**", "", true},
		{"*", "", true},
		{"*", "a.b", false},
		{"**", "a.b", true},
		{"a*b*c", "aXbXbc", true},
		{"a*b*c", "aXbX.c", false},
		{"a**b*c", "a.b.b.bc", true},
		{"", "", true},
		{"", "a", false},
	} {
		if got := Match(c.pattern, c.name); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.pattern, c.name, got)
		}
	}
}

// Match agrees with the regular expression that says the same.
func TestMatchAgreesWithRegexp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from string, most int) string {
		b := make([]byte, random.IntN(most+1))
		for i := range b {
			b[i] = from[random.IntN(len(from))]
		}
		return string(b)
	}
	for range 20000 {
		pattern, name := pick("ab.**", 8), pick("ab.", 10)
		if strings.Contains(pattern, "***") {
			continue
		}
		expression := regexp.QuoteMeta(pattern)
		expression = strings.ReplaceAll(expression, `\*\*`, `.*`)
		expression = strings.ReplaceAll(expression, `\*`, `[^.]*`)
		want := regexp.MustCompile("^" + expression + "$").MatchString(name)
		if got := Match(pattern, name); got != want {
			t.Fatalf("Match(%q, %q) = %v, want %v", pattern, name, got, want)
		}
	}
}

// short writes meanings as "framework:role path object configures", those of all frameworks as "any".
func short(meanings []Meaning) string {
	var parts []string
	for _, m := range meanings {
		name := "any"
		if m.Framework != nil {
			name = m.Framework.Name
		}
		s := name + ":" + m.Role.String()
		if len(m.Call.Keywords) > 0 {
			s += " given " + strings.Join(m.Call.Keywords, "|")
		}
		if m.Role == Saves || m.Role == Copies {
			if m.Call.Configures {
				s += " by itself"
			}
			if a := m.Call.Object; a != (Argument{}) {
				s += fmt.Sprintf(" object %d %s", a.Position, a.Keyword)
			}
			if a := m.Call.Path; a != (Argument{}) {
				s += fmt.Sprintf(" path %d %s", a.Position, a.Keyword)
			}
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func TestLookup(t *testing.T) {
	index := NewIndex(All())
	for _, c := range []struct{ name, want string }{
		{"xgboost.train", "xgboost:trains; xgboost:evaluates given evals"},
		{"xgboost.XGBClassifier.fit", "xgboost:trains; xgboost:evaluates given eval_set"},
		{"xgboost.dask.train", "xgboost:trains; xgboost:evaluates given evals"},
		{"xgboost.train.save_model", "xgboost:saves path 1 fname"},
		{"xgboost.XGBRegressor.get_booster.save_model", "xgboost:saves path 1 fname"},
		{"xgboost.train.dump_model", ""},
		{"xgboost.DMatrix", "xgboost:loads"},
		{"xgboost.cv", "xgboost:evaluates"},
		{"lightgbm.train", "lightgbm:trains; lightgbm:evaluates given valid_sets"},
		{"lightgbm.LGBMClassifier.fit", "lightgbm:trains; lightgbm:evaluates given eval_set"},
		{"lightgbm.train.save_model", "lightgbm:saves path 1 filename"},
		{"catboost.CatBoostClassifier.fit", "catboost:trains; catboost:evaluates given eval_set"},
		{"catboost.CatBoostClassifier.fit.save_model", "catboost:saves path 1 fname"},
		{"sklearn.ensemble.RandomForestClassifier", "sklearn:defines"},
		{"sklearn.ensemble.RandomForestClassifier.fit", "sklearn:trains"},
		{"sklearn.ensemble.RandomForestClassifier.score", "sklearn:evaluates"},
		{"sklearn.model_selection.GridSearchCV.fit", "sklearn:trains"},
		{"sklearn.pipeline.Pipeline.fit", "sklearn:trains"},
		{"sklearn.decomposition.PCA.fit", "sklearn:trains"},
		{"sklearn.preprocessing.StandardScaler", "sklearn:not a model"},
		{"sklearn.preprocessing.StandardScaler.fit", "sklearn:prepares; sklearn:not a model"},
		{"sklearn.preprocessing.StandardScaler.fit.transform", "sklearn:not a model"},
		{"sklearn.feature_extraction.text.CountVectorizer.fit", "sklearn:prepares; sklearn:not a model"},
		{"sklearn.preprocessing.StandardScaler.fit_transform", "sklearn:not a model; any:prepares"},
		{"sklearn.pipeline.Pipeline.fit_transform", "any:prepares"},
		{"sklearn.cluster.KMeans.fit_transform", "sklearn:trains; any:prepares"},
		{"sklearn.model_selection.KFold", "sklearn:not a model"},
		{"sklearn.metrics.accuracy_score", "any:evaluates"},
		{"sklearn.datasets.load_iris", "any:loads"},
		{"torch.save", "pytorch:saves object 1 obj path 2 f"},
		{"torch.jit.script.save", "pytorch:saves path 1 f"},
		{"torch.onnx.export", "pytorch:saves object 1 model path 3 f"},
		{"torch.optim.Adam", "pytorch:optimizes"},
		{"torch.optim.Adam.step", "pytorch:trains"},
		{"torch.optim.lr_scheduler.StepLR.step", "pytorch:not a model"},
		{"torch.nn.CrossEntropyLoss.backward", "pytorch:trains"},
		{"torch.nn.Module.train", ""},
		{"torch.nn.Module.eval", "pytorch:evaluates"},
		{"torch.utils.data.DataLoader", "pytorch:loads; pytorch:not a model"},
		{"torch_xla.core.xla_model.optimizer_step", "torch_xla:trains"},
		{"tensorflow.keras.Sequential.fit", "tensorflow:trains; tensorflow:evaluates given validation_data|validation_split"},
		{"tensorflow.keras.models.Sequential.save", "tensorflow:saves path 1 filepath"},
		{"tensorflow.compat.v1.keras.Model.save_weights", "tensorflow:saves path 1 filepath"},
		{"keras.Model.evaluate", "tensorflow:evaluates"},
		{"keras.optimizers.Adam", "tensorflow:optimizes"},
		{"keras.preprocessing.image.ImageDataGenerator.fit", "tensorflow:prepares; tensorflow:not a model"},
		{"keras.preprocessing.image.ImageDataGenerator.flow_from_directory", "tensorflow:loads; tensorflow:not a model"},
		{"keras.utils.multi_gpu_model.fit", "tensorflow:trains; tensorflow:evaluates given validation_data|validation_split"},
		{"tensorflow.saved_model.save", "tensorflow:saves object 1 obj path 2 export_dir"},
		{"tensorflow.contrib.saved_model.save_keras_model", "tensorflow:saves object 1 model path 2 saved_model_path"},
		{"tensorflow.estimator.Estimator", "tensorflow:saves by itself path 2 model_dir; tensorflow:saves given model_dir by itself path 0 model_dir; tensorflow:defines"},
		{"tensorflow.estimator.Estimator.train", "tensorflow:trains"},
		{"tensorflow.estimator.train_and_evaluate", "tensorflow:trains; tensorflow:evaluates"},
		{"tensorflow.estimator.LatestExporter", "tensorflow:saves by itself"},
		{"tensorflow.train.AdamOptimizer.minimize", "tensorflow:trains"},
		{"tensorflow.train.Saver.save", "tensorflow:saves object 1 sess path 2 save_path"},
		{"tensorflow.Session.run", ""},
		{"tensorflow.data.Dataset.save", "tensorflow:not a model"},
		{"tensorflow.keras.callbacks.ModelCheckpoint", "tensorflow:saves by itself path 1 filepath"},
		{"transformers.Trainer.train", "transformers:trains"},
		{"transformers.Trainer.save_model", "transformers:saves path 1 output_dir"},
		{"transformers.Trainer.save_state", ""},
		{"transformers.TrainingArguments", "transformers:saves by itself path 1 output_dir"},
		{"transformers.AutoModelForCausalLM.from_pretrained.save_pretrained", "transformers:saves path 1 save_directory"},
		{"transformers.AutoTokenizer.from_pretrained.save_pretrained", "transformers:not a model"},
		{"transformers.AutoConfig.from_pretrained", "transformers:not a model"},
		{"trl.SFTTrainer.train", "transformers:trains"},
		{"trl.SFTConfig", "transformers:saves by itself path 1 output_dir"},
		{"lightning.pytorch.Trainer.fit", "lightning:trains; lightning:evaluates given val_dataloaders|val_dataloader|datamodule"},
		{"pytorch_lightning.callbacks.ModelCheckpoint", "lightning:saves by itself path 1 dirpath"},
		{"accelerate.Accelerator.backward", "accelerate:trains"},
		{"accelerate.Accelerator.save_state", "accelerate:saves path 1 output_dir"},
		{"accelerate.Accelerator.unwrap_model.save_pretrained", "accelerate:saves path 1 save_directory"},
		{"deepspeed.initialize.save_checkpoint", "deepspeed:saves path 1 save_dir"},
		{"mxnet.gluon.Trainer", "mxnet:optimizes"},
		{"mxnet.gluon.Trainer.step", "mxnet:trains"},
		{"mxnet.mod.Module.fit", "mxnet:trains; mxnet:evaluates given eval_data|val_data"},
		{"mxnet.gluon.Block.save_parameters", "mxnet:saves path 1 filename"},
		{"gluonts.model.lstnet.LSTNetEstimator.train", "gluonts:trains; gluonts:evaluates given validation_data"},
		{"gluonts.model.lstnet.LSTNetEstimator.train.serialize", "gluonts:saves path 1 path"},
		{"jax.value_and_grad", "jax:trains"},
		{"trax.supervised.training.Loop.run", "jax:trains"},
		{"orbax.checkpoint.CheckpointManager", "jax:saves by itself path 1 directory"},
		{"autogluon.tabular.TabularPredictor.fit", "autogluon:trains; autogluon:evaluates given tuning_data"},
		{"autogluon.tabular.TabularPredictor.fit.leaderboard", "autogluon:evaluates"},
		{"chainer.training.Trainer.run", "chainer:trains"},
		{"chainer.serializers.save_npz", "chainer:saves object 2 obj path 1 file"},
		{"ray.rllib.agents.ppo.PPOTrainer.save", "ray:saves path 1 checkpoint_dir"},
		{"sagemaker_rl.ray_launcher.SageMakerRayLauncher.train_main", "sagemaker_rl:trains; sagemaker_rl:saves"},
		{"smdistributed.modelparallel.torch.save", "smdistributed:saves object 1 obj path 2 f"},
		{"bertopic.BERTopic.fit_transform", "bertopic:trains"},
		{"pyspark.ml.Pipeline.fit", "any:prepares"},
		{"pyspark.ml.classification.LogisticRegression.fit", "pyspark:trains"},
		{"joblib.dump", "any:saves object 1 value path 2 filename"},
		{"pickle.dump", "any:saves object 1 obj path 2 file"},
		{"shutil.copy", "any:copies object 1 src path 2 dst"},
		{"mlflow.sklearn.log_model", "any:saves object 1 "},
		{"pandas.read_csv", "any:loads; any:not a model"},
		{"open", "any:loads"},
		{"sagemaker_tensorflow.PipeModeDataset", "any:loads"},
		{"sagemaker.pytorch.PyTorch.fit", "any:not a model"},
		{"os.path.join", ""},
		{"", ""},
	} {
		if got := short(index.Lookup(c.name)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The index finds what a search through all tables finds.
func TestIndexIsComplete(t *testing.T) {
	index := NewIndex(All())
	for _, f := range All() {
		for role, table := range tablesOf(f) {
			for i := range table {
				name := strings.NewReplacer("**", "x.y", "*", "Some").Replace(table[i].Name)
				if !Match(table[i].Name, name) {
					t.Fatalf("%s does not match %s", table[i].Name, name)
				}
				var found bool
				for _, e := range index.find(nil, name) {
					found = found || e.Framework == f && e.Role == role && e.Call.Name == table[i].Name
				}
				if !found {
					t.Errorf("%s %s: %s is not found by %s", f.Name, role, table[i].Name, name)
				}
			}
		}
	}
}

// A table that a user writes can begin with a wildcard and hold what no table here holds.
func TestIndexOfAnOwnTable(t *testing.T) {
	own := &Framework{Name: "house", Trains: []Call{{Name: "*_house.train"}, {Name: "**"}}}
	index := NewIndex([]*Framework{own})
	if got := short(index.Lookup("my_house.train")); got != "house:trains; house:trains" {
		t.Errorf("got %s", got)
	}
	if got := short(index.Lookup("joblib.dump")); got != "house:trains; any:saves object 1 value path 2 filename" {
		t.Errorf("got %s", got)
	}
}

func TestRoleString(t *testing.T) {
	for role := Trains; role <= Copies; role++ {
		if s := role.String(); s == "" || s == "unknown" {
			t.Errorf("role %d is called %q", role, s)
		}
	}
	if Role(99).String() != "unknown" {
		t.Error("role 99 has a name")
	}
}

func BenchmarkLookup(b *testing.B) {
	index := NewIndex(All())
	names := []string{
		"xgboost.train",
		"tensorflow.keras.models.Sequential.fit",
		"sklearn.preprocessing.StandardScaler.fit",
		"torch.utils.data.DataLoader",
		"os.path.join",
		"transformers.AutoModelForCausalLM.from_pretrained.save_pretrained",
		"numpy.asarray",
		"argparse.ArgumentParser.add_argument",
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		index.Lookup(names[i%len(names)])
	}
}

func BenchmarkNewIndex(b *testing.B) {
	for b.Loop() {
		NewIndex(All())
	}
}
