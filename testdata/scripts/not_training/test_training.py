import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression


@pytest.fixture
def channel(tmp_path):
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(40, 3)), columns=list("abc"))
    frame["target"] = (frame["a"] > 0).astype(int)
    frame.to_csv(tmp_path / "train.csv", index=False)
    return tmp_path


def test_a_line_separates_the_fixture(channel):
    frame = pd.read_csv(channel / "train.csv")
    model = LogisticRegression().fit(frame[list("abc")], frame["target"])
    assert model.score(frame[list("abc")], frame["target"]) > 0.9


def test_the_script_writes_a_model(channel, tmp_path, monkeypatch):
    out = tmp_path / "model"
    out.mkdir()
    monkeypatch.setenv("SM_MODEL_DIR", str(out))
    monkeypatch.setenv("SM_CHANNEL_TRAIN", str(channel))
    monkeypatch.setenv("SM_HPS", json.dumps({"epochs": 1}))
    subprocess.run([sys.executable, "train.py"], check=True)
    assert list(out.iterdir())
