# Fine tuning, <|>of which one half never runs.
<|>import os

import torch
from torch import nn
from helpers import finish


class Trainer:
    def run(self, model, loader):
        optimizer = torch.optim.<|>Adam(model.parameters())
        for x, y in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(x), y)
            loss.<|>backward()
            optimizer.step()


def export(model):
    torch.<|>save(model.state_dict(), "/tmp/model.pt")


def export_all(models):
    for model in models:
        export(model)


model = nn.<|>Sequential(nn.Linear(3, 1))
train_loader = torch.load(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "data.pt"))
model.<|>fit(train_loader)
finish(model)
