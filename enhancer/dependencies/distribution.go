package dependencies

import (
	"slices"
	"strings"
	"sync"
)

// distributions are the libraries whose absence is worth a word, by the name that is imported, with the distributions that
// bring it, the usual one first. A line of one word is imported as it is called, but for "_" in place of "-". Modules
// that only a container has, such as smdistributed, and those that projects bring along themselves are left out.
const distributions = `
	absl absl-py
	accelerate
	albumentations
	awswrangler
	bitsandbytes
	boto3
	bs4 beautifulsoup4
	catboost
	category_encoders
	comet_ml
	cv2 opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless
	datasets
	deepspeed
	diffusers
	dotenv python-dotenv
	einops
	faiss faiss-cpu faiss-gpu
	fastparquet
	flax
	gensim
	gluonts
	gymnasium
	hdbscan
	hydra hydra-core
	hyperopt
	imblearn imbalanced-learn
	imgaug
	jax
	jiwer
	joblib
	kornia
	librosa
	lightgbm
	lightning
	matplotlib
	mlflow
	mlxtend
	neptune
	nltk
	omegaconf
	onnx
	onnxruntime onnxruntime onnxruntime-gpu
	openpyxl
	optax
	optuna
	pandas
	peft
	PIL pillow
	plotly
	pmdarima
	polars
	prophet
	psycopg2 psycopg2-binary psycopg2
	pycocotools
	pymysql
	pytorch_lightning
	pytorch_tabnet
	ray
	redis
	rouge_score
	s3fs
	sacrebleu
	sacremoses
	safetensors
	scipy
	seaborn
	segmentation_models_pytorch
	sentence_transformers
	sentencepiece
	seqeval
	setfit
	shap
	skimage scikit-image
	skl2onnx
	sklearn scikit-learn
	sklearn_pandas
	skorch
	sktime
	snowflake snowflake-connector-python
	soundfile
	spacy
	sqlalchemy
	stable_baselines3
	statsmodels
	tensorboardX
	tensorflow tensorflow tensorflow-cpu tensorflow-gpu
	tensorflow_addons
	tensorflow_datasets
	tensorflow_decision_forests
	tensorflow_hub
	tensorflow_probability
	tensorflow_recommenders
	tensorflow_text
	textblob
	tf_keras
	timm
	tokenizers
	torch
	torch_geometric
	torchaudio
	torchmetrics
	torchtext
	torchvision
	transformers
	trl
	ultralytics
	umap umap-learn
	unidecode
	wandb
	xgboost
	yaml pyyaml
`

var byImport = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(distributions) {
		switch words := strings.Fields(line); len(words) {
		case 0:
		case 1:
			table[words[0]] = []string{strings.ToLower(strings.ReplaceAll(words[0], "_", "-"))}
		default:
			table[words[0]] = words[1:]
		}
	}
	return table
})

// brings says what else comes along when a distribution is installed; only what the table above asks for counts.
// It serves to stay silent: what may come along is not called missing, and too much here costs a finding at most.
const brings = `
	accelerate torch safetensors pyyaml
	albumentations opencv-python-headless scikit-image scipy pyyaml
	awswrangler boto3 pandas
	bitsandbytes torch scipy
	catboost pandas scipy matplotlib plotly
	category-encoders scikit-learn pandas scipy statsmodels
	datasets pandas pyyaml
	deepspeed torch einops
	diffusers safetensors pillow
	evaluate datasets pandas pyyaml
	fastai torch torchvision matplotlib pandas scikit-learn scipy spacy pillow pyyaml
	flax jax optax pyyaml
	gensim scipy
	gluonts pandas
	hdbscan scikit-learn scipy joblib
	hydra-core omegaconf pyyaml
	imbalanced-learn scikit-learn scipy joblib
	imgaug opencv-python-headless scikit-image scipy matplotlib pillow
	jax scipy
	librosa scikit-learn scipy joblib soundfile
	lightgbm scipy scikit-learn
	lightning torch torchmetrics pyyaml
	mlflow pandas scikit-learn scipy matplotlib sqlalchemy pyyaml
	mlxtend scikit-learn scipy pandas matplotlib joblib
	nltk joblib
	omegaconf pyyaml
	optax jax absl-py
	optuna sqlalchemy pyyaml
	peft transformers accelerate torch safetensors pyyaml
	pmdarima scikit-learn scipy pandas statsmodels joblib
	prophet pandas matplotlib
	pycocotools matplotlib
	pytorch-lightning torch torchmetrics pyyaml
	pytorch-tabnet torch scikit-learn scipy
	rouge-score nltk absl-py
	sagemaker boto3 pandas pyyaml
	scikit-image scipy pillow
	scikit-learn scipy joblib
	seaborn matplotlib pandas
	segmentation-models-pytorch torch torchvision timm pillow
	sentence-transformers transformers torch scikit-learn scipy nltk sentencepiece pillow
	seqeval scikit-learn
	setfit sentence-transformers transformers torch datasets evaluate scikit-learn
	shap scikit-learn scipy pandas
	sktime scikit-learn scipy pandas
	skorch scikit-learn scipy
	stable-baselines3 torch gymnasium pandas matplotlib
	statsmodels pandas scipy
	tensorflow absl-py
	tensorflow-decision-forests tensorflow pandas tf-keras
	tensorflow-hub tf-keras
	tensorflow-text tensorflow
	timm torch torchvision pyyaml safetensors
	torchaudio torch
	torchmetrics torch
	torchvision torch pillow
	transformers tokenizers safetensors pyyaml
	trl transformers accelerate datasets torch peft
	ultralytics torch torchvision opencv-python-headless matplotlib pandas seaborn pillow scipy pyyaml
	umap-learn scikit-learn scipy
	wandb pyyaml
	xgboost scipy
`

// leaves bring nothing along that the table of libraries asks for.
const leaves = `
	absl-py beautifulsoup4 boto3 botocore certifi click cloudpickle comet-ml cryptography cython dill dm-tree einops fastparquet
	filelock flask fsspec gunicorn h5py huggingface-hub humanize idna ipython jinja2 jiwer joblib jsonlines kornia loguru markupsafe
	matplotlib mpi4py multiprocess ninja numba numpy onnx onnxruntime opencv-contrib-python opencv-contrib-python-headless opencv-python
	opencv-python-headless openpyxl packaging pandas pathlib pillow plotly polars protobuf psutil psycopg2 psycopg2-binary pyarrow
	pydantic pymysql python-dateutil python-dotenv pytz pyyaml redis regex requests retrying rich s3fs sacrebleu sacremoses safetensors
	sagemaker-experiments sagemaker-inference sagemaker-training scipy sentencepiece setuptools six smart-open smdebug soundfile sqlalchemy
	tabulate tenacity tensorboard tensorboardx termcolor textblob threadpoolctl tokenizers toml tqdm typing-extensions unidecode urllib3
	wheel xlrd
`

var (
	broughtBy = sync.OnceValue(func() map[string][]string {
		table := map[string][]string{}
		for line := range strings.Lines(brings) {
			if words := strings.Fields(line); len(words) > 0 {
				table[words[0]] = words[1:]
			}
		}
		return table
	})
	bringNothing = sync.OnceValue(func() map[string]bool {
		table := map[string]bool{}
		for _, name := range strings.Fields(leaves) {
			table[name] = true
		}
		return table
	})
)

// mayBring tells whether installing one distribution may install one of some others: it is one, needs one, or nothing is known
// of what it needs.
func mayBring(installed string, wanted []string) bool {
	return brought(installed, wanted, nil)
}

func brought(installed string, wanted, seen []string) bool {
	if slices.Contains(wanted, installed) {
		return true
	}
	needs, known := broughtBy()[installed]
	if !known {
		return !bringNothing()[installed] && byDistribution()[installed] == ""
	}
	seen = append(seen, installed)
	for _, next := range needs {
		if !slices.Contains(seen, next) && brought(next, wanted, seen) {
			return true
		}
	}
	return false
}

// byDistribution are the names that are imported, by the distributions that bring them.
var byDistribution = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for module, names := range byImport() {
		for _, name := range names {
			table[name] = module
		}
	}
	return table
})
