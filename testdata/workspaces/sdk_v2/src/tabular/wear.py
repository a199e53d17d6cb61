"""Estimates how many hours a furnace's lining will last."""

import argparse
import os
import statistics

import joblib
import lightgbm as lgb
import pandas as pd
from sklearn.model_selection import cross_val_score

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--depth", type=int, default=-1)
parser.add_argument("--site", required=True)
parser.add_argument("table")
# near miss: argparse_positional
parser.add_argument("notes", nargs="?")
args = parser.parse_args()

rows = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_FURNACE"], args.table))
x, y = rows.drop(columns="hours"), rows["hours"]
model = lgb.LGBMRegressor(n_estimators=args.trees, max_depth=args.depth)
print(args.site, args.notes, "r2", statistics.mean(cross_val_score(model, x, y)))
model.fit(x, y)
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "wear.joblib"))
