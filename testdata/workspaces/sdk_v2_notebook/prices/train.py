"""Forecasts tomorrow's prices."""

import argparse
import os

import numpy as np
import torch
from torch import nn


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--lr", type=float, default=1e-3)
    args = parser.parse_args()

    prices = torch.tensor(np.load(os.path.join(os.environ["SM_CHANNEL_PRICES"], "prices.npy")), dtype=torch.float32)
    x, y = prices[:-1], prices[1:]
    model = nn.Sequential(nn.Linear(x.shape[1], 64), nn.ReLU(), nn.Linear(64, y.shape[1]))
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        model.train()
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x[:-30]), y[:-30])
        loss.backward()
        optimizer.step()
        print(f"epoch {epoch} train loss {loss.item():.6f}")
    model.eval()
    with torch.no_grad():
        print(f"test loss {nn.functional.mse_loss(model(x[-30:]), y[-30:]).item():.6f}")
    torch.save(model.state_dict(), os.path.join(os.environ["SM_MODEL_DIR"], "prices.pt"))


if __name__ == "__main__":
    main()
