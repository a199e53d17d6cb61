// Package testutil makes the scripts and the edits that benchmarks of several packages measure with, so that their
// numbers can be compared. Only tests import it.
package testutil

import (
	"fmt"
	"strings"
)

// Sizes are the lengths in lines that benchmarks measure at.
var Sizes = []int{300, 1000, 3000}

// Script is a training script of about a number of lines, as real ones are written: options, a data set, a model, helper
// functions, a loop that trains, and a condition that starts it all. It has one thing to find: the model is never saved.
func Script(lines int) string {
	var b strings.Builder
	b.WriteString(imports)
	size := strings.Count(imports, "\n") + strings.Count(ending, "\n") + 2
	for i := 0; size < lines; i++ {
		part := fmt.Sprintf(parts[i%len(parts)], i)
		b.WriteString(part)
		size += strings.Count(part, "\n")
	}
	fmt.Fprintf(&b, ending, "")
	return b.String()
}

// Edit replaces the bytes from Start to before End by New.
type Edit struct {
	Start, End int
	New        string
}

// Keystroke is the i-th edit of a run that types a letter at the end of a name in a function in the middle of a script,
// and takes it back.
func Keystroke(script string, i int) Edit {
	at := len(script)/2 + strings.Index(script[len(script)/2:], "columns = [") + len("columns")
	if i%2 == 0 {
		return Edit{at, at, "x"}
	}
	return Edit{at, at + 1, ""}
}

// Apply makes an edit.
func Apply(text string, e Edit) string { return text[:e.Start] + e.New + text[e.End:] }

const imports = `#!/usr/bin/env python3
"""Trains a classifier on the table in the training channel."""
import argparse
import json
import logging
import os

import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader, TensorDataset

logger = logging.getLogger(__name__)

`

// parts are repeated under other names until a script is long enough.
var parts = []string{`
def prepare_%[1]d(frame, label, factor=%[1]d):
    # Scales what is there, and leaves the label alone.
    columns = [c for c in frame.columns if c != label]
    for column in columns:
        if frame[column].dtype == "float64":
            frame[column] = (frame[column] - frame[column].mean()) / max(factor, 1)
    logger.info("prepared %%d columns", len(columns))
    return frame

`, `
class Block%[1]d(nn.Module):
    """Two layers, and what goes around them."""

    def __init__(self, inputs, hidden=64, dropout=0.1):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, inputs)
        self.norm = nn.LayerNorm(inputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = self.dropout(self.second(h))
        return self.norm(x + h)

`, `
def load_%[1]d(directory, name="part-%[1]d.csv", sep=","):
    path = os.path.join(directory, name)
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    with open(path) as f:
        header = f.readline().strip().split(sep)
    columns = [c.lower() for c in header]
    frame = pd.read_csv(path, sep=sep, names=columns, skiprows=1)
    for column in columns:
        frame[column] = frame[column].fillna(0)
    return frame

`, `
def summarize_%[1]d(frame, limit=10):
    """Counts what a column holds."""
    summary = {"rows": len(frame), "columns": {}}
    columns = [c for c in frame.columns if not c.startswith("_")]
    for column in columns[:limit]:
        values = frame[column].value_counts().to_dict()
        summary["columns"][column] = {str(k): int(v) for k, v in values.items()}
    text = json.dumps(summary, indent=2, sort_keys=True)
    logger.info("summary %[1]d: %%s", text)
    return np.array([len(frame), len(columns)])

`}

// ending is a format, so that its percent signs are written as those of parts are.
const ending = `
class Net(nn.Module):
    def __init__(self, inputs, classes):
        super().__init__()
        self.body = nn.Sequential(Block1(inputs), Block1(inputs))
        self.head = nn.Linear(inputs, classes)

    def forward(self, x):
        return self.head(self.body(x))


def train(args):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    frame = prepare_0(load_2(args.train), "label")
    features = torch.tensor(frame.drop(columns=["label"]).values, dtype=torch.float32)
    labels = torch.tensor(frame["label"].values)
    loader = DataLoader(TensorDataset(features, labels), batch_size=args.batch_size, shuffle=True)
    model = Net(features.shape[1], int(labels.max()) + 1).to(device)
    optimizer = optim.Adam(model.parameters(), lr=args.lr)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        total, right = 0.0, 0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            output = model(x)
            loss = criterion(output, y)
            loss.backward()
            optimizer.step()
            total += loss.item()
            right += (output.argmax(dim=1) == y).sum().item()
        logger.info("epoch %%d: loss %%.4f, accuracy %%.4f", epoch, total, right / len(labels))
    summarize_3(frame)
    return model


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    return parser.parse_args()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)%s
    train(parse_args())
`
