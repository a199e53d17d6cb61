"""Orders patients by how urgently they have to be seen."""

import json
import os

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import ndcg_score


def read(name):
    visits = pd.read_csv(f"/opt/ml/input/data/visits/{name}.csv")
    return visits.drop(columns=["urgency", "shift"]), visits["urgency"], visits.groupby("shift").size()


def main():
    with open("/opt/ml/config/hyperparameters.json") as file:
        hyperparameters = json.load(file)
    x, y, groups = read("train")
    x_test, y_test, _ = read("test")
    model = lgb.LGBMRanker(
        n_estimators=int(hyperparameters["trees"]),
        learning_rate=float(hyperparameters["learning_rate"]),
    )
    model.fit(x, y, group=groups)
    print("ndcg", ndcg_score([y_test], [model.predict(x_test)]))
    model.booster_.save_model(os.path.join("/opt/ml/model", "triage.txt"))


if __name__ == "__main__":
    main()
