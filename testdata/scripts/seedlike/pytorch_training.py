"""A small network that predicts which subscribers leave."""
import json
import os

import pandas as pd
import torch
import torch.nn as nn
import torch.optim as optim

TARGET = "cancelled"


class ChurnNet(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.first = nn.Linear(width, hidden)
        self.second = nn.Linear(hidden, 1)

    def forward(self, x):
        return torch.sigmoid(self.second(torch.relu(self.first(x))))


def load_hyperparameters():
    with open("/opt/ml/input/data/config/hyperparameters.json", "r") as f:
        return json.load(f)


def load_training_data():
    table = pd.read_csv("/opt/ml/input/data/train/subscribers.csv")
    features = torch.tensor(table.drop(TARGET, axis=1).values, dtype=torch.float32)
    target = torch.tensor(table[TARGET].values, dtype=torch.float32).reshape(-1, 1)
    return features, target


def train_model(features, target, hyperparameters):
    model = ChurnNet(features.shape[1], hyperparameters.get("hidden", 32))
    optimizer = optim.SGD(model.parameters(), lr=hyperparameters.get("lr", 0.05))
    criterion = nn.BCELoss()
    for epoch in range(hyperparameters.get("epochs", 40)):
        # Forward, backward, onward
        output = model(features)
        loss = criterion(output, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 5 == 0:
            print(f"epoch {epoch}: loss {loss.item():.3f}")
    return model


def save_model(model):
    path = os.path.join("/opt/ml/model", "churn.pth")
    torch.save(model.state_dict(), path)


def evaluate_model(model, features, target):
    model.eval()
    with torch.no_grad():
        guesses = (model(features) > 0.5).float()
    return {"accuracy": (guesses == target).float().mean().item()}


def main():
    hyperparameters = load_hyperparameters()
    features, target = load_training_data()

    model = train_model(features, target, hyperparameters)

    metrics = evaluate_model(model, features, target)
    print(f"Metrics: {metrics}")

    save_model(model)


if __name__ == "__main__":
    main()
