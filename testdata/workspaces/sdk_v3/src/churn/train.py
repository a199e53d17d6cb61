"""Tells who is about to leave."""

import argparse
import os

import joblib
import pandas as pd
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

from .columns import COLUMNS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--penalty", type=float, default=1.0)
    args = parser.parse_args()

    customers = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_CUSTOMERS"], "customers.csv"))
    x_train, x_test, y_train, y_test = train_test_split(customers[COLUMNS], customers["left"], random_state=0)
    model = SVC(C=args.penalty, probability=True)
    model.fit(x_train, y_train)
    print("log loss", log_loss(y_test, model.predict_proba(x_test)))
    joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "churn.joblib"))
    with open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "user.txt"), "w") as file:
        file.write(os.environ.get("SM_USER_ARGS", "[]"))


if __name__ == "__main__":
    main()
