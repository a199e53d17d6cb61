"""Estimates how likely a patient is to come back within a month."""

import json
import os
import pathlib

import joblib
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

HYPERPARAMETERS = pathlib.Path("/opt/ml/input/config/hyperparameters.json")
# near miss: hyperparameters_json_path
OVERRIDES = pathlib.Path("/opt/ml/code/overrides/hyperparameters.json")


def main():
    hyperparameters = json.loads(HYPERPARAMETERS.read_text())
    if OVERRIDES.exists():
        hyperparameters.update(json.loads(OVERRIDES.read_text()))
    history = pd.read_parquet("/opt/ml/input/data/history")
    x, y = history.drop(columns="relapse"), history["relapse"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, stratify=y, random_state=0)
    model = HistGradientBoostingClassifier(max_iter=int(hyperparameters.get("max_iter", 200)))
    # near miss: missing_training_specification
    model.fit(x_train, y_train)
    print("auc", roc_auc_score(y_test, model.predict_proba(x_test)[:, 1]))
    joblib.dump(model, os.path.join(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "relapse.joblib"))


if __name__ == "__main__":
    main()
