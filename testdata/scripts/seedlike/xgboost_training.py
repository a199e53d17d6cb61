"""Predicts which subscribers leave, from the table of the channel `train`."""
import json
import os
import pickle

import pandas as pd
import xgboost as xgb

TARGET = "cancelled"


def load_hyperparameters():
    # The values of the launcher
    with open("/opt/ml/input/data/config/hyperparameters.json", "r") as f:
        hyperparameters = json.load(f)
    return hyperparameters


def load_training_data():
    # One table holds everything
    table = pd.read_csv("/opt/ml/input/data/train/subscribers.csv")
    features = table.drop(TARGET, axis=1)
    return features, table[TARGET]


def train_model(features, target, hyperparameters):
    matrix = xgb.DMatrix(features, label=target)
    settings = {
        "objective": "binary:logistic",
        "eval_metric": "logloss",
        "eta": hyperparameters.get("eta", 0.2),
        "max_depth": hyperparameters.get("max_depth", 4),
    }
    rounds = hyperparameters.get("rounds", 50)
    model = xgb.train(settings, matrix, rounds)
    return model


def save_model(model):
    # What stands here is uploaded when the job ends
    path = "/opt/ml/model/churn.pkl"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        pickle.dump(model, f)


def evaluate_model(model, features, target):
    scores = model.predict(xgb.DMatrix(features))
    hits = ((scores > 0.5) == target).sum()
    return {"accuracy": hits / len(target)}


def main():
    hyperparameters = load_hyperparameters()
    features, target = load_training_data()

    model = train_model(features, target, hyperparameters)

    metrics = evaluate_model(model, features, target)
    print(f"Metrics: {metrics}")

    save_model(model)


if __name__ == "__main__":
    main()
