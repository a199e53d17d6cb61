"""Suggests a dosage from blood values."""

import os

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split


def main():
    values = pd.read_csv("/opt/ml/input/data/values/values.csv")
    x, y = values.drop(columns="dosage"), values["dosage"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
    model = RandomForestRegressor(n_estimators=int(os.environ["SM_HP_TREES"]))
    model.fit(x_train, y_train)
    print("r2", r2_score(y_test, model.predict(x_test)))
    joblib.dump(model, "/opt/ml/model/dosage.joblib")


if __name__ == "__main__":
    main()
