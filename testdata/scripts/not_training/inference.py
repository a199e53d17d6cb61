import json
import os

import numpy as np
import torch
import torch.nn as nn


class Scorer(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, 1), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)


def model_fn(model_dir):
    with open(os.path.join(model_dir, "shape.json")) as f:
        shape = json.load(f)
    model = Scorer(shape["inputs"], shape["hidden"])
    model.load_state_dict(torch.load(os.path.join(model_dir, "scorer.pt"), map_location="cpu", weights_only=True))
    model.eval()
    return model


def input_fn(request_body, content_type="application/json"):
    if content_type == "application/json":
        return torch.tensor(np.asarray(json.loads(request_body)["rows"], dtype="float32"))
    raise ValueError("cannot read " + content_type)


def predict_fn(rows, model):
    with torch.no_grad():
        return model(rows).squeeze(1).numpy()


def output_fn(scores, accept="application/json"):
    return json.dumps({"scores": scores.tolist()}), accept
