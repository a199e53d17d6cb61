package tuning

import "strings"

// value is a number in a line of a library's.
const value = `(?:-?[0-9][-+0-9.eE]*|-?inf|nan)`

// progressBar is a line of tqdm's.
const progressBar = `\s*\d+%\|[^a-zA-Z=]*(?:(?:\?|it|s|examples|[kMG]?B|ba|tables)(?:/\w+)?)?\]?`

// parallelLine is a line of joblib's, which scikit-learn prints while it works in parallel.
const parallelLine = `\[Parallel\(n_jobs=-?\d+\)\]: (?:Using backend \w+ with \d+ concurrent workers\.|Done +\d+ (?:tasks|jobs|out of +\d+) +\| elapsed: +[\d.]+(?:s|min)(?: finished| remaining: +[\d.]+(?:s|min))?|Batch computation too (?:fast|slow) \([\d.]+s\.\) Setting batch_size=\d+\.)`

// libraryLines are the lines that libraries print by themselves, by the module that a script imports.
// Sources: the code of XGBoost 2.1, LightGBM 4.5, CatBoost 1.2, Keras 2.15 and 3.5, scikit-learn 1.5, Lightning 2.4, Transformers
// 4.44 (August 2026).
var libraryLines = map[string][]string{
	"xgboost":  {`\[\d+\](?:\s+[^\s:]+:` + value + `(?:\+` + value + `)?)+`, `\[[\d:]+\] (?:INFO|WARNING): [\w./]+:\d+:.?[\w ]*`, `Stopping. Best iteration:`},
	"lightgbm": lightGBMLines,
	"catboost": {
		`\d+:(?:\t(?:learn|test|test\d+|best): ` + value + `(?: \(\d+\))?)+\ttotal: [\w. ]+\tremaining: [\w. ]+`,
		`best(?:Test|Iteration) = ` + value, `Learning rate set to ` + value, `Shrink model to first \d+ iterations\.`, `Stopped by overfitting detector +\(\d+ iterations wait\)`,
	},
	"sklearn": {
		`Fitting \d+ folds for each of \d+ candidates, totalling \d+ fits`, parallelLine,
		`\[CV[ \d/;]*\](?: END)? ?[.\w=, ;-]*(?:score=\(?(?:train=` + value + `, test=)?` + value + `\)?)?[.\w=, ]*total time= *[\w.]+`,
		`Iteration \d+, (?:loss|change|inertia)[ =]*` + value + `\.?`, `Validation score: ` + value, `Norm: ` + value + `, NNZs: \d+, Bias: ` + value + `, T: \d+, Avg\. loss: ` + value,
		`[\s\d.emshNa-]+`, `(?:Training loss|Validation score) did not improve more than tol=` + value + ` for \d+ consecutive epochs\. Stopping\.`, `Convergence after \d+ epochs took ` + value + ` seconds`, `Epoch \d+ took ` + value + ` seconds`,
	},
	"tensorflow": kerasLines, "keras": kerasLines, "tensorflow_addons": kerasLines,
	"transformers": trainerLines, "datasets": trainerLines, "evaluate": trainerLines, "peft": trainerLines, "trl": trainerLines,
	"accelerate":        trainerLines,
	"pytorch_lightning": lightningLines, "lightning": lightningLines,
	"tqdm": {progressBar},
}

// evaluated is what LightGBM says of an iteration.
const evaluated = `\[\d+\](?:\s+[^\t]+'s [^\t:]+: ` + value + `(?: \+ ` + value + `)?)+`

var lightGBMLines = []string{
	evaluated, `\[LightGBM\] \[\w+\] [\w\s,:.()\[\]-]*(?:pavg=` + value + ` -> initscore=` + value + `)?`,
	`Training until validation scores don't improve for \d+ rounds\.?`, `(?:Did not meet early stopping\. Best|Early stopping, best) iteration is:\s+` + evaluated,
	`Evaluated only: \w+`,
}

var kerasLines = []string{
	`(?:Epoch \d+/\d+)?[^a-zA-Z]*(?:(?:ETA|[hmsuµ]|sample|epoch|batch|step|[^a-zA-Z])*)(?: - [\w ]+: ` + value + `)*`,
	`Epoch \d+: [\w ]+ (?:did not improve from|improved from) (?:` + value + `(?: to ` + value + `)?)(?:, saving model to [\w./{}-]+)?`,
	`Epoch \d+: early stopping`, `Restoring model weights from the end of the best epoch: \d+\.?`,
	`(?:INFO:tensorflow:)?(?:(?:[\w/:.-]+ = ` + value + `(?: \(` + value + ` sec\))?(?:, )?)+|global_step/sec: ` + value + `|Saving dict for global step \d+: (?:\w+ = ` + value + `(?:, )?)+)`,
}

var trainerLines = []string{
	`\{(?:'[\w /@.-]+': '?` + value + `'?(?:, )?)+\}`, `\s*[\w@.-]+\s+=\s+[\w:.%+-]+`, `\*{3,} [\w ]+ \*{3,}`, `  [\w ,.()&-]+ = [\d,.]+`,
	`(?:(?:Map|Filter|Downloading \w+|Generating \w+ (?:split|examples)|Flattening the indices|Casting the dataset|Loading checkpoint shards|Running tokenizer on \w+(?: dataset)?)[^a-zA-Z:=]*:? *)?` + progressBar,
}

var lightningLines = []string{
	`(?:Epoch|Validation|Testing|Training|Predicting|Sanity Checking|Validating)[^a-zA-Z=]*(?:DataLoader)?[^a-zA-Z=]*(?:it/s|s/it)?(?:,? [\w/@.-]+=` + value + `)*\]?`,
	`[│┃|]? *[\w/@.-]+ *[│┃|]? *` + value + ` *[│┃|]?`, `\{(?:'[\w /@.-]+': (?:tensor\()?` + value + `(?:, (?:device='[\w:]+'|dtype=[\w.]+))*\)?(?:, )?)+\}`,
	`(?:GPU|TPU|IPU|HPU) available: [\w, :()]+`, `Metric [\w/]+ improved(?: by ` + value + ` >= min_delta = ` + value + `)?\. New best score: ` + value,
}

// quiet are the modules that print nothing by themselves, or nothing with a metric in it.
var quiet = setOf("__future__ abc argparse array ast base64 bisect builtins collections concurrent configparser contextlib copy csv ctypes dataclasses datetime decimal " +
	"distutils enum fnmatch functools gc glob gzip hashlib heapq inspect io itertools json logging math mimetypes multiprocessing numbers operator os " +
	"pathlib pickle platform pprint queue random re shutil signal socket statistics string struct subprocess sys tarfile tempfile textwrap threading time " +
	"traceback types typing urllib uuid warnings zipfile zlib " +
	"boto3 botocore cloudpickle dateutil dill h5py joblib jsonlines matplotlib numpy packaging pandas PIL plotly polars psutil pyarrow pytz requests " +
	"s3fs sagemaker_containers sagemaker_tensorflow sagemaker_training scipy seaborn six tabulate torch torchvision typing_extensions yaml")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
