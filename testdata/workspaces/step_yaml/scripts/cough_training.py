"""Tells coughs from other sounds on spectrograms."""

import argparse
import csv
import os

import numpy as np
import torch
from spectrogram import log_mel
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

CHANNELS = "/opt/ml/input/data"


def labels(column):
    with open(os.path.join(CHANNELS, "labels", "labels.csv"), newline="") as file:
        return {row["recording"]: float(row[column]) for row in csv.DictReader(file)}


def dataset(rate, bands):
    noise = np.load("/opt/ml/input/data/background/noise.npy")
    sounds, wanted = [], []
    for name, label in labels(os.environ["LABEL_COLUMN"]).items():
        wave = np.load(os.path.join(CHANNELS, "recordings", name + ".npy"))
        sounds.append(log_mel(wave + 0.01 * noise[: len(wave)], rate, bands))
        wanted.append(label)
    return TensorDataset(torch.tensor(np.stack(sounds)), torch.tensor(wanted))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample_rate", type=int, default=16000)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--clinic", required=True)
    args = parser.parse_args()
    bands = int(os.environ.get("MEL_BANDS", "64"))

    data = dataset(args.sample_rate, bands)
    held_back = len(data) // 5
    train, test = torch.utils.data.random_split(data, [len(data) - held_back, held_back])
    model = nn.Sequential(nn.Flatten(), nn.LazyLinear(128), nn.ReLU(), nn.LazyLinear(1))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(args.epochs):
        model.train()
        for sounds, wanted in DataLoader(train, batch_size=32, shuffle=True):
            optimizer.zero_grad()
            loss = criterion(model(sounds).squeeze(1), wanted)
            loss.backward()
            optimizer.step()
        print(f"{args.clinic} epoch {epoch} loss={loss.item():.4f}")
    model.eval()
    with torch.no_grad():
        right = sum(((model(s).squeeze(1) > 0) == (w > 0.5)).sum().item() for s, w in DataLoader(test, batch_size=32))
    print(f"accuracy={right / held_back:.3f}")
    torch.save(model.state_dict(), "/opt/ml/model/cough.pt")


if __name__ == "__main__":
    main()
