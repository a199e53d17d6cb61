#!/usr/bin/env python3
"""Trains a gradient-boosted classifier in the platform's own folders."""
import json
import logging
import os
import pickle as pkl
import sys
from pathlib import Path

import pandas as pd
import xgboost as xgb  #: xgb = xgboost
from sklearn.metrics import roc_auc_score

logger = logging.getLogger(__name__)

PREFIX = "/opt/ml/"
INPUT_PATH = os.path.join(PREFIX, "input/data")  #: INPUT_PATH = "/opt/ml/input/data"
MODEL_PATH = os.path.join(PREFIX, "model")  #: MODEL_PATH = "/opt/ml/model"
PARAM_PATH = PREFIX + "input/config/hyperparameters.json"
    #: PARAM_PATH = "/opt/ml/input/config/hyperparameters.json"


def load_hyperparameters(path=PARAM_PATH):  #: path = "/opt/ml/input/config/hyperparameters.json"; reached; sites 1
    with open(path) as f:
        hyperparameters = json.load(f)  #: hyperparameters = json.load(); f = open()
    return {
        "max_depth": int(hyperparameters.get("max_depth", 6)),
        "eta": float(hyperparameters.get("eta", 0.3)),
    }


def find_files(channel):  #: channel = "train" | "validation"
    folder = Path(INPUT_PATH) / channel
        #: folder = "/opt/ml/input/data/train" | "/opt/ml/input/data/validation"
    return sorted(folder.glob("*.csv"))


def load_data(channel):
    frame = pd.concat([pd.read_csv(file) for file in find_files(channel)])  #: frame = pandas.concat()
    return xgb.DMatrix(frame.drop(columns=["label"]), label=frame["label"])  #: calls xgboost.DMatrix


def train(params, train_data, validation_data, rounds: int = 100):  #: params = literal { "max_depth": int(hyperparameters.get("max_depth", 6)), "eta": float(hyperparameters.get("eta", 0.3)), }; rounds = 100
    params = {**params, "objective": "binary:logistic"}
    logger.info("Training with %s", params["objective"])  #: params["objective"] = "binary:logistic"
    model = xgb.train(  #: calls xgboost.train; model = xgboost.train()
        params,
        train_data,
        num_boost_round=rounds,
        evals=[(train_data, "train"), (validation_data, "validation")],
    )
    return model


def evaluate(model, data):
    scores = model.predict(data)  #: calls xgboost.train.predict
    return roc_auc_score(data.get_label(), scores)  #: calls sklearn.metrics.roc_auc_score


def save_model(model, directory):  #: directory = "/opt/ml/model"; reached
    os.makedirs(directory, exist_ok=True)
    target = os.path.join(directory, "xgboost_model.bst")  #: target = "/opt/ml/model/xgboost_model.bst"
    model.save_model(target)  #: calls xgboost.train.save_model
    with open(f"{directory}/features.pkl", "wb") as out:  #: f"{directory}/features.pkl" = "/opt/ml/model/features.pkl"
        pkl.dump(model.feature_names, out)  #: calls pickle.dump; out = open()


def convert_old_model(path):  #: unreached; path = ?
    xgb.Booster(model_file=path).save_model(path)  #: unreached


def main():  #: reached
    try:
        params = load_hyperparameters()
        train_data, validation_data = load_data("train"), load_data("validation")  #: train_data = xgboost.DMatrix()
        model = train(params, train_data, validation_data)  #: calls local train; model = xgboost.train()
        logger.info("AUC: %s", evaluate(model, validation_data))
        save_model(model, MODEL_PATH)  #: calls local save_model; MODEL_PATH = "/opt/ml/model"
    except Exception as e:
        with open(os.path.join(PREFIX, "output", "failure"), "w") as failure:
            #: os.path.join(PREFIX, "output", "failure") = "/opt/ml/output/failure"
            failure.write(str(e))  #: calls open.write
        sys.exit(255)


if __name__ == "__main__":  #: guard
    main()  #: calls local main
