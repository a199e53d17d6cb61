import argparse
import os
from pathlib import Path

import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from xgboost import XGBClassifier

TARGET = "defaulted"


def read_parquet_channel(path: Path) -> pd.DataFrame:
    return pd.concat(pd.read_parquet(p) for p in sorted(path.glob("*.parquet")))


def new_model(args):
    return XGBClassifier(
        n_estimators=args.n_estimators,
        max_depth=args.max_depth,
        learning_rate=args.learning_rate,
        eval_metric="auc",
        n_jobs=args.n_jobs,
        random_state=17,
    )


def cross_validate(args, X, y):
    scores = []
    folds = StratifiedKFold(n_splits=args.folds, shuffle=True, random_state=17)
    for fold, (fit_rows, test_rows) in enumerate(folds.split(X, y)):
        clf = new_model(args)
        clf.fit(X.iloc[fit_rows], y.iloc[fit_rows])
        auc = roc_auc_score(y.iloc[test_rows], clf.predict_proba(X.iloc[test_rows])[:, 1])
        print(f"fold {fold} auc={auc:.5f}")
        scores.append(auc)
    return sum(scores) / len(scores)


def main(args):
    frame = read_parquet_channel(Path(args.train))
    y = frame.pop(TARGET)
    print(f"cv_auc={cross_validate(args, frame, y):.5f};")

    final = new_model(args)
    final.fit(frame, y, verbose=False)
    final.get_booster().save_model(str(Path(args.model_dir) / "model.json"))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--n-estimators", type=int, default=300)
    ap.add_argument("--max-depth", type=int, default=4)
    ap.add_argument("--learning-rate", type=float, default=0.05)
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--n-jobs", type=int, default=int(os.environ.get("SM_NUM_CPUS", "1")))
    ap.add_argument("--train", default=os.getenv("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train"))
    ap.add_argument("--model-dir", default=os.getenv("SM_MODEL_DIR", "/opt/ml/model"))
    main(ap.parse_args())
