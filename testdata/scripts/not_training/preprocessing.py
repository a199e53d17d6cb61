"""Processing step: cleans the raw tickets, splits them, and keeps the scaler for the serving side."""
import argparse
import os

import joblib
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

BASE = "/opt/ml/processing"

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--test-share", type=float, default=0.2)
    args = parser.parse_args()

    raw = pd.read_csv(os.path.join(BASE, "input", "tickets.csv"))
    raw = raw.dropna(subset=["tage_bis_fertig"]).drop_duplicates("ticket")
    train, test = train_test_split(raw, test_size=args.test_share, random_state=0)

    scaler = StandardScaler().fit(train[["kilometer", "alter"]])
    for name, part in (("train", train.copy()), ("test", test.copy())):
        part[["kilometer", "alter"]] = scaler.transform(part[["kilometer", "alter"]])
        os.makedirs(os.path.join(BASE, name), exist_ok=True)
        part.to_csv(os.path.join(BASE, name, "tickets.csv"), index=False)
    joblib.dump(scaler, os.path.join(BASE, "scaler", "scaler.joblib"))
    print(len(train), "train,", len(test), "test")
