"""Evaluation step of the pipeline: unpacks the trained model and writes the report that the condition step reads."""
import json
import pathlib
import tarfile

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_squared_error, r2_score

if __name__ == "__main__":
    with tarfile.open("/opt/ml/processing/model/model.tar.gz") as archive:
        archive.extractall(path="unpacked", filter="data")

    booster = xgb.Booster()
    booster.load_model("unpacked/xgboost-model")

    test = pd.read_csv("/opt/ml/processing/test/test.csv")
    answers = test.pop("severity")
    predicted = booster.predict(xgb.DMatrix(test))

    report = {
        "regression_metrics": {
            "mse": {"value": float(mean_squared_error(answers, predicted))},
            "r2": {"value": float(r2_score(answers, predicted))},
        }
    }
    folder = pathlib.Path("/opt/ml/processing/evaluation")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(report))
