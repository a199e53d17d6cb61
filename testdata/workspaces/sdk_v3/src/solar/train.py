"""Forecasts the yield of each row of panels."""

import argparse
import os

import numpy as np
import torch
from torch import nn


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--weight-decay", type=float, default=0.0)
    parser.add_argument("--layer.width", dest="width", type=int, default=32)
    parser.add_argument("--site", default="south")
    args = parser.parse_args()

    # near miss: env_var_of_other_sdk_generation
    rank = int(os.environ["SM_CURRENT_HOST_RANK"])
    print("host", rank, os.environ["SM_MODULE_NAME"])
    sky = os.environ.get("SM_CHANNEL_SKY_PICTURES")

    rows = np.load(os.path.join(os.environ["SM_CHANNEL_YIELD"], "rows.npy")).astype("float32")
    x, y = torch.tensor(rows[:, :-1]), torch.tensor(rows[:, -1:])
    model = nn.Sequential(nn.Linear(x.shape[1], args.width), nn.ReLU(), nn.Linear(args.width, 1))
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=args.weight_decay)
    for epoch in range(args.epochs):
        model.train()
        optimizer.zero_grad()
        loss = nn.functional.l1_loss(model(x[100:]), y[100:])
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        print(args.site, "error", nn.functional.l1_loss(model(x[:100]), y[:100]).item(), sky)
    torch.save(model.state_dict(), os.path.join(os.environ["SM_MODEL_DIR"], "solar.pt"))


if __name__ == "__main__":
    main()
