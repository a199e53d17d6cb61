package syntax

import "strings"

// scripts are what people write, in the shapes that an editor's user edits.
var scripts = []string{xgboostScript, torchScript, notebookScript, modernScript}

const xgboostScript = `#!/usr/bin/env python3
"""Train a gradient-boosted model on the churn table."""
import argparse
import os, sys
import json as js

import pandas as pd
import xgboost as xgb
from sklearn.model_selection import (
    train_test_split,
    StratifiedKFold,  # for the search
)

MODEL_DIR = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
PARAMS = {
    "objective": "binary:logistic",
    'eta': 0.1, "max_depth": 6,
    **({} if len(sys.argv) < 3 else {"seed": int(sys.argv[2])}),
}


def parse_args(argv=None, *, strict: bool = True) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eta", type=float, default=0.1)
    parser.add_argument("--train", type=str, default=os.environ["SM_CHANNEL_TRAIN"])
    return parser.parse_args(argv) if strict else parser.parse_known_args(argv)[0]


def load(path):
    # Größe in Bytes: 数据
    frames = [pd.read_csv(os.path.join(path, f)) for f in sorted(os.listdir(path)) if f.endswith(".csv")]
    if not frames:
        raise ValueError(f"no data in {path!r}, {len(frames):>4} files")
    return pd.concat(frames)


if __name__ == "__main__":
    args = parse_args()
    data = load(args.train)
    y = data.pop("label"); X = data
    dtrain = xgb.DMatrix(X, label=y)
    booster = xgb.train(PARAMS, dtrain, num_boost_round=100, evals=[(dtrain, "train")])
    booster.save_model(os.path.join(MODEL_DIR, "xgboost-model"))
    with open(os.path.join(MODEL_DIR, "metrics.json"), "w") as f:
        js.dump({"rows": len(X)}, f)
    print("done", file=sys.stderr)
`

const torchScript = `from __future__ import annotations
import torch
from torch import nn
import torch.nn.functional as F


class Net(nn.Module):
    """Two layers.

    And a docstring with "quotes" and 'more' of them, % signs:
    %s and !bang at a line's start.
    """

    def __init__(self, hidden: int = 64, *layers, **options):
        super().__init__()
        self.a = nn.Linear(28 * 28, hidden)
        self.b = nn.Linear(hidden, 10)

    @torch.no_grad()
    def predict(self, x):
        return self(x).argmax(dim=-1)

    def forward(self, x):
        x = F.relu(self.a(x.view(-1, 28 * 28)))
        return F.log_softmax(self.b(x), dim=1)


@torch.compile
def step(model, batch, optimizer, scaler=None):
    optimizer.zero_grad()
    x, y = batch
    loss = F.nll_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def main():
    model = Net()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    best = float("inf")
    for epoch in range(10):
        total = 0.0
        for i, batch in enumerate(loader):
            try:
                total += step(model, batch, optimizer)
            except (RuntimeError, ValueError) as e:
                if "out of memory" in str(e):
                    continue
                raise
            finally:
                pass
        else:
            print('epoch %d: %.4f'
                  % (epoch, total))
        if total < best and not torch.isnan(torch.tensor(total)):
            best = total
            torch.save(model.state_dict(), "/opt/ml/model/model.pt")
        elif total > 10 * best:
            break


main()
`

const notebookScript = `# %%
!pip install -q xgboost
%matplotlib inline
import pandas as pd
import numpy as np
# %%
df = pd.read_csv("train.csv")
if len(df) > 10:
    !ls -la /opt/ml
    df = df[:10]
# %%
%%time
total = 0
while total < 3:
    total += 1
x = {k: v for k, v in zip("ab", [1, 2])}
lines = """
!not a magic
%nor this
"""
def report(n):
    return ("%d rows"
        % n)
print(report(len(df)))
`

const modernScript = `import asyncio
type Row = dict[str, float]

def first[T](xs: list[T]) -> T | None:
    match xs:
        case [x, *_] if x is not None:
            return x
        case {"key": value, **rest} | Point(x=0, y=value):
            return value
        case _:
            pass
    return None

async def fetch(urls):
    async with session() as s, other(s) as (a, b):
        return [await s.get(u) async for u in urls if (n := len(u)) > 3]

def nested(a, /, b, *, c):
    global counter
    counter = lambda *p, q=1: (yield p)
    def inner():
        nonlocal a
        del b[0], c
        assert a, f"{a!r:>{width}} {'nested'} {{literal}}"
    try:
        inner()
    except* ValueError as group:
        raise RuntimeError from group
    return rb'\x00' "joined" '''triple''' + r"raw\d"

result = first([1, 2, 3]); other = -1 if result else ...
value = a < b <= c != d not in e is not f and not g or h @ i ** -j
`

// tiled repeats a script until it has at least n lines.
func tiled(script string, n int) []byte {
	lines := strings.Count(script, "\n")
	return []byte(strings.Repeat(script, (n+lines-1)/lines))
}
