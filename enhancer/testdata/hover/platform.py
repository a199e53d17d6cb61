import json
import os

import pandas as pd
from sklearn.svm import SVC

NAME = "SM_MODEL_DIR"
hosts = json.loads(os.environ["<|>SM_HOSTS"])
workers = int(os.getenv("<|>SM_NUM_GPUS", 0))
rank = os.environ.get("<|>SM_CURRENT_HOST_RANK")
args = os.environ.get("<|>SM_USER_ARGS")
validation = os.environ.get("<|>SM_CHANNEL_VALIDATION")
rate = os.environ.get("<|>SM_HP_LEARNING-RATE")
folder = os.environ[<|>NAME]
typo = os.environ.get("<|>SM_MODLE_DIR")
os.environ["SM_MY_OWN"] = "x"
own = os.environ["<|>SM_MY_OWN"]
other = os.environ["<|>HOME"]

train = pd.read_csv("/opt/ml/input/<|>data/train/x.csv")
config = open(f"/opt/ml/input/config/<|>{NAME}.json")
paths = ["/opt/ml/<|>model", "/opt/ml/model/<|>sub/model.bin", "<|>/opt/ml/input/train", "/opt/ml/<|>processing/input", "/opt/ml"]
more = "/opt/ml/<|>out" + "put/data"
copy = "aws s3 sync /opt/ml/<|>checkpoints s3://bucket/opt/ml/<|>model"
os.makedirs("/opt/ml/<|>scratch")
"/opt/ml/<|>model in a text that is no value"
SVC().fit(train, train)
