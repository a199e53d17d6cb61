// The projects that are opened: files by their path.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const testdata = fileURLToPath(new URL("../../../testdata/", import.meta.url));

// A good script, but for one thing: the model is not saved.
const ORDERS = `"""Learns from past orders which of them will come back."""
import argparse
import os

import pandas as pd
import xgboost as xgb


def read(channel):
    table = pd.read_csv(os.path.join(os.environ[channel], "orders.csv"))
    return xgb.DMatrix(table.drop(columns="returned"), label=table["returned"])


parser = argparse.ArgumentParser()
parser.add_argument("--max-depth", type=int, default=6)
parser.add_argument("--eta", type=float, default=0.3)
args = parser.parse_args()

train, validation = read("SM_CHANNEL_TRAIN"), read("SM_CHANNEL_VALIDATION")
settings = {"objective": "binary:logistic", "max_depth": args.max_depth, "eta": args.eta}
booster = xgb.train(settings, train, num_boost_round=200, evals=[(validation, "validation")])
`;

// A launcher and its script, with nothing wrong in either.
const LAUNCHER = `from sagemaker.sklearn import SKLearn

estimator = SKLearn(
    entry_point="parcels.py",
    source_dir="source",
    role="arn:aws:iam::111122223333:role/parcels",
    framework_version="1.2-1",
    instance_count=1,
    instance_type="ml.m5.large",
    hyperparameters={"trees": 300},
)
estimator.fit({"train": "s3://parcels/train/"})
`;
const PARCELS = `import argparse
import os

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_score

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=100)
parser.add_argument("--bootstrap", action="store_true")
args = parser.parse_args()

table = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "parcels.csv"))
x, y = table.drop(columns="days"), table["days"]
model = RandomForestRegressor(n_estimators=args.trees, bootstrap=args.bootstrap)
print(f"r2={cross_val_score(model, x, y).mean():.3f}")
model.fit(x, y)
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
`;

export const files = {
  "orders/train.py": ORDERS,
  "bicycles/train.py": readFileSync(join(testdata, "readme/train.py"), "utf8"),
  "parcels/launch.py": LAUNCHER,
  "parcels/source/parcels.py": PARCELS,
};

// lay writes a project, or lays it anew.
export function lay(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function layNotebook(folder) {
  cpSync(join(testdata, "workspaces/sdk_v2_notebook"), folder, { recursive: true });
}

// configure writes the workspace's settings, which VS Code takes up by itself.
export function configure(folder, settings) {
  lay(folder, { ".vscode/settings.json": JSON.stringify(settings, null, 2) });
}

// fixed is what the command line makes of a text: an editor must come to the same.
export function fixed(server, text) {
  const flags = ["check", "--fix", "--exit-zero", "--stdin-filename", "train.py", "-"];
  return execFileSync(server, flags, { input: text, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
}
