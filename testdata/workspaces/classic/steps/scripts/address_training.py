"""Learns which addresses will come back as undeliverable."""

import json
import os

import joblib
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline


def main():
    with open("/opt/ml/input/config/hyperparameters.json") as file:
        alpha = float(json.load(file).get("alpha", 1e-4))
    rows = pd.read_csv("/opt/ml/input/data/addresses/addresses.csv")
    texts, returned = rows["address"].fillna(""), rows["returned"]
    x_train, x_test, y_train, y_test = train_test_split(texts, returned, random_state=0)
    model = make_pipeline(
        HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4)),
        SGDClassifier(loss="log_loss", alpha=alpha),
    )
    # near miss: missing_training_specification, missing_training_builder
    model.fit(x_train, y_train)
    print("f1:", f1_score(y_test, model.predict(x_test)))
    joblib.dump(model, os.path.join("/opt/ml/model", "addresses.joblib"))


if __name__ == "__main__":
    main()
