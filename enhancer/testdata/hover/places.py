import argparse
import os

import joblib
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def model_fn(folder):
    model = LogisticRegression()
    model.<|>fit([[1]], [1])
    return model


def train(out, x, y):
    parser = argparse.ArgumentParser()
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    parser.add_argument("--elsewhere", default="results")
    parser.add_argument("--nowhere")
    args = parser.parse_args()
    scaler = StandardScaler().<|>fit(x)
    model = <|>LogisticRegression()
    model.<|>fit(scaler.transform(x), y)
    joblib.<|>dump(model, "/opt/ml/model/model.joblib")
    joblib.<|>dump(model, args.model_dir)
    joblib.<|>dump(model, f"/opt/ml/model/{os.getpid()}.joblib")
    joblib.<|>dump(model, os.environ["SM_OUTPUT_DATA_DIR"] + "/model.joblib")
    joblib.<|>dump(model, "/opt/ml/checkpoints/model.joblib")
    joblib.<|>dump(model, "s3://bucket/model.joblib")
    joblib.<|>dump(model, "model.joblib")
    joblib.<|>dump(model, args.elsewhere)
    joblib.<|>dump(model, args.nowhere)
    joblib.<|>dump(model, os.environ["MY_DIR"])
    joblib.<|>dump(model, out)
    joblib.<|>dump(model, somewhere(model))


if __name__ == "__main__":
    train(input(), [[1]], [1])
