package frameworks

import "strings"

// Sources: sys.stdlib_module_names of Python 3.11 and "What's New" of Python 3.8 to 3.14 for what came and went; the modules
// preinstalled in the SageMaker training containers, and those that training scripts in public repositories import.

// IsLibrary says whether a top-level module is Python's standard library (3.8 to 3.14) or of a widely used distribution, so
// that a call into it runs no code of the project. Everything but the first segment of module is ignored.
//
// Three kinds of names are left out on purpose. A name that a project commonly gives a file of its own, although something
// else has it too: the standard `code`, `test` and the `parser` and `symbol` that went with Python 3.10, `evaluate` of
// Hugging Face, `distributed` of Dask, `tables` of PyTables. A library that trains by itself and has no table here, such as
// `megatron` and `nemo`: a call into it may be all the training there is. And what only few scripts import. Of Python 2 the
// names are here that old scripts still try first.
func IsLibrary(module string) bool {
	top, _, _ := strings.Cut(module, ".")
	return libraries[top]
}

var libraries = setOf(standardLibrary, thirdParty)

func setOf(lists ...string) map[string]bool {
	set := make(map[string]bool)
	for _, names := range lists {
		for _, name := range strings.Fields(names) {
			set[name] = true
		}
	}
	return set
}

const standardLibrary = `
	__builtin__ __future__ _pickle _thread abc aifc annotationlib antigravity argparse array ast asynchat asyncio
	asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd codecs
	codeop collections colorsys compileall compression concurrent ConfigParser configparser contextlib contextvars
	copy copyreg cPickle cProfile crypt cStringIO csv ctypes curses dataclasses datetime dbm decimal difflib dis
	distutils doctest dummy_threading email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
	fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip
	hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
	lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt
	multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib
	pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd
	py_compile pyclbr pydoc pydoc_data pyexpat Queue queue quopri random re readline reprlib resource rlcompleter
	runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver
	spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string StringIO stringprep struct
	subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this
	threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types
	typing unicodedata unittest urllib urllib2 urlparse uu uuid venv warnings wave weakref webbrowser winreg
	winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`

const thirdParty = `
	absl accelerate aiobotocore aiohttp albumentations alembic altair amp_C anthropic antlr4 apex apex_C appdirs
	argcomplete argh arrow asgiref attr attrs auto_gptq autogluon autosklearn awq aws_cdk awscli awsglue awsio
	awswrangler babel backoff bert_score bertopic bitsandbytes bokeh boto boto3 botocore bs4 cachetools catboost
	category_encoders causalml causalnex certifi cffi chainer chainercv chainermn chardet charset_normalizer click
	cloudpickle cmaes colorama coloredlogs colorlog comet_ml compress_pickle conda coremltools coverage cryptography
	cudf cugraph cuml cupy cv2 cvxpy cycler cython dacite darts dask dask_cuda dask_cudf dask_ml dataclasses_json
	datasets datatable dateutil deepchecks deeplake deepspeed detectron2 dgl diffusers dill dllogger docker docopt
	dotenv duckdb econml efficientnet_pytorch einops elasticsearch emoji equinox etils fairscale fairseq fairseq_cli
	faiss fastai fastapi fastcore fastparquet fastprogress fasttext fbprophet feature_engine featuretools fiftyone
	filelock fiona fire flaml flash_attn flask flax fsspec ftfy funcy fvcore gast gensim geopandas git gluoncv
	gluonnlp gluonts google gpustat gradio graphviz grpc gunicorn gym gymnasium h2o h5py haiku hdbscan hmmlearn
	holidays horovod httpx huggingface_hub hydra hydra_zen hyperopt idna ignite igraph imageio imblearn imgaug implicit
	inflection inotify_simple interpret invoke iopath ipykernel ipywidgets isort jax jaxlib jieba jinja2 jiwer
	jmespath joblib jsonlines jsonpickle jsonschema jwt kagglehub keras keras_applications keras_contrib keras_core
	keras_cv keras_hub keras_nlp keras_preprocessing keras_tuner kerastuner kfp kornia langchain langdetect librosa
	lifelines lightfm lightgbm lightning lightning_fabric lightning_utilities lime lion_pytorch litellm lm_eval lmdb
	loguru loky loralib lxml lz4 markdown markupsafe marshmallow maskrcnn_benchmark matplotlib medmnist mir_eval
	ml_collections mlagents_envs mleap mlflow mlio mlxtend mmcv mmdet mmengine modin more_itertools moto mpi4py
	mpl_toolkits mpmath msgpack multiprocess mxboard mxnet mypy mypy_extensions MySQLdb nbconvert nbformat neptune
	networkx ngboost nlp nltk numba numcodecs numexpr numpy nvidia nvidia_smi ogb omegaconf onnx onnxmltools
	onnxruntime open3d open_clip openai openpyxl optax optree optuna orbax orjson packaging pandas paramiko parso
	patsy peewee peft petastorm pexpect pickle5 PIL pip pkg_resources pkginfo pl_bolts platformdirs plotly pmdarima
	polars portalocker prefect prettytable prometheus_client prophet psutil psycopg psycopg2 py4j pyarrow pyathena
	pybind11 pycaret pycocotools pydantic pydantic_settings pydot pygam pygame pygments pyhocon pymongo pymysql
	pynvml pyod pyparsing pyspark pytest pythonjsonlogger pytorch_forecasting pytorch_lightning
	pytorch_metric_learning pytorch_ranger pytorch_tabnet pytorch_transformers pytz pyunpack pywt quantstats
	rapidfuzz rasterio ray redis redshift_connector regex requests requests_toolbelt retry retrying rich rl_coach
	rmm rouge rouge_score ruamel ruptures s3fs s3torchconnector s3transfer sacrebleu sacred sacremoses safetensors
	sagemaker sagemaker_algorithm_toolkit sagemaker_chainer_container sagemaker_containers sagemaker_core
	sagemaker_experiments sagemaker_huggingface_inference_toolkit sagemaker_inference sagemaker_mlflow
	sagemaker_mxnet_container sagemaker_mxnet_serving_container sagemaker_pyspark sagemaker_pytorch_container
	sagemaker_pytorch_serving_container sagemaker_rl sagemaker_sklearn_container sagemaker_sklearn_extension
	sagemaker_studio sagemaker_tensorflow sagemaker_tensorflow_container sagemaker_tensorflow_serving_container
	sagemaker_training sagemaker_xgboost_container sb3_contrib schedulefree scikitplot scipy seaborn
	segmentation_models segmentation_models_pytorch selenium sentence_transformers sentencepiece sentry_sdk seqeval
	setfit setproctitle setuptools shap shapely simplejson six skimage skl2onnx sklearn sklearn2pmml
	sklearn_crfsuite sklearn_pandas skmultilearn skops skopt skorch sktime smart_open smart_sifting smclarify
	smdebug smdebug_rulesconfig smdistributed smexperiments snowflake sortedcontainers soundfile soupsieve spacy
	spacy_transformers sqlalchemy stable_baselines stable_baselines3 starlette statsforecast statsmodels streaming
	streamlit subword_nmt surprise sympy tabulate tenacity tensorboard tensorboard_data_server tensorboard_logger
	tensorboardX tensorflow tensorflow_addons tensorflow_datasets tensorflow_decision_forests tensorflow_estimator
	tensorflow_hub tensorflow_io tensorflow_model_analysis tensorflow_model_optimization tensorflow_probability
	tensorflow_recommenders tensorflow_serving tensorflow_similarity tensorflow_text tensorflow_transform tensorpack
	tensorrt tensorstore termcolor textblob tf2onnx tf_keras tf_slim thinc thop tiktoken timm tokenizers toml tomli
	tomlkit toolz torch torch_geometric torch_neuron torch_neuronx torch_optimizer torch_scatter torch_sparse
	torch_xla torchao torchaudio torchcrf torchdata torcheval torchinfo torchmetrics torchnet torchsummary torchtext
	torchtnt torchvision torchviz tornado tpot tqdm transformer_engine transformers trax treelite triton trl tslearn
	typeguard typer typing_extensions typing_inspect tzlocal ubjson ucimlrepo ujson ultralytics umap unidecode
	unsloth urllib3 vaex vega_datasets visdom vit_pytorch vllm vowpalwabbit waitress wandb watchdog webdataset
	websocket websockets werkzeug wget wheel wordcloud wrapt xarray xformers xgboost xgboost_ray xlrd xlsxwriter
	yacs yaml yarl yellowbrick yfinance zarr zmq zstandard
`
