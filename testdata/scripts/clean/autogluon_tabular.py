"""AutoGluon saves by itself: everything that it fits goes below `path`."""
import json
import os
from argparse import ArgumentParser
from pathlib import Path

from autogluon.tabular import TabularDataset, TabularPredictor


def only_file(folder):
    files = [entry for entry in Path(folder).iterdir() if entry.is_file()]
    if len(files) != 1:
        raise SystemExit(f"{folder} should hold one file and holds {len(files)}")
    return str(files[0])


def predictor_options(args):
    options = {"label": args.label, "eval_metric": args.metric, "verbosity": 2}
    options["path"] = args.model_dir
    return options


def main():
    parser = ArgumentParser()
    parser.add_argument("--label", default="churn")
    parser.add_argument("--metric", default="roc_auc")
    parser.add_argument("--presets", default="good_quality")
    parser.add_argument("--minutes", type=int, default=45)
    parser.add_argument("--customers", default=os.getenv("SM_CHANNEL_CUSTOMERS", "/opt/ml/input/data/customers"))
    parser.add_argument("--holdout", default=os.getenv("SM_CHANNEL_HOLDOUT", "/opt/ml/input/data/holdout"))
    parser.add_argument("--model-dir", default=os.getenv("SM_MODEL_DIR", "/opt/ml/model"))
    args, _ = parser.parse_known_args()

    predictor = TabularPredictor(**predictor_options(args))
    predictor.fit(TabularDataset(only_file(args.customers)), presets=args.presets, time_limit=60 * args.minutes)

    scores = predictor.evaluate(TabularDataset(only_file(args.holdout)))
    Path(os.getenv("SM_OUTPUT_DATA_DIR", "/opt/ml/output/data"), "scores.json").write_text(json.dumps(scores))
    print("holdout", scores)


if __name__ == "__main__":
    main()
