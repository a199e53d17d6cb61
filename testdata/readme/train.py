"""Predicts how many bicycles are lent in the next hour."""
import argparse
import os
import traceback

import pandas as pd
import torch
from torch import nn

TRAIN = os.environ["SM_CHANNEL_TRAIN"]
OUTPUT = os.environ["SM_OUTPUT_DATADIR"]


def read(name):
    table = pd.read_csv(os.path.join(TRAIN, name))
    lent = torch.tensor(table[["lent"]].values, dtype=torch.float32)
    return torch.tensor(table.drop(columns="lent").values, dtype=torch.float32), lent


def train(args):
    x, y = read("past.csv")
    model = nn.Sequential(nn.Linear(x.shape[1], args.width), nn.ReLU(), nn.Linear(args.width, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        print(f"epoch={epoch} train:mse={loss.item():.3f}")

    x, y = read("recent.csv")
    model.eval()
    with torch.no_grad():
        error = (model(x) - y).abs().mean().item()
    with open(os.path.join(OUTPUT, "metrics.txt"), "w") as file:
        file.write(f"mae={error:.3f}\n")
    torch.save(model.state_dict(), "bicycles.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--lr", type=float, default=0.003)
    try:
        train(parser.parse_args())
    except Exception:
        traceback.print_exc()
