# Fakes rows of a payments table: two networks, two optimizers, a gradient penalty, several backward passes per step.
import json
import os
import sys

import pandas as pd
import torch
from torch import autograd, nn, optim

NOISE = 32


def tower(sizes, last=None):
    layers = []
    for before, after in zip(sizes, sizes[1:]):
        layers.extend((nn.Linear(before, after), nn.LeakyReLU(0.1)))
    layers.pop()
    if last is not None:
        layers.append(last)
    return nn.Sequential(*layers)


class TableGan:
    def __init__(self, columns, hp, device):
        self.device = device
        self.penalty = float(hp.get("penalty", 10))
        self.ratio = int(hp.get("critic_steps", 4))
        width = int(hp.get("width", 128))
        self.forger = tower([NOISE, width, width, columns], nn.Tanh()).to(device)
        self.critic = tower([columns, width, width, 1]).to(device)
        rate = float(hp.get("learning_rate", 1e-4))
        self.forger_opt = optim.Adam(self.forger.parameters(), lr=rate, betas=(0.0, 0.9))
        self.critic_opt = optim.Adam(self.critic.parameters(), lr=rate, betas=(0.0, 0.9))

    def fakes(self, count):
        return self.forger(torch.randn(count, NOISE, device=self.device))

    def slope(self, real, fake):
        share = torch.rand(len(real), 1, device=self.device)
        between = (share * real + (1 - share) * fake).requires_grad_()
        gradient, = autograd.grad(self.critic(between).sum(), between, create_graph=True)
        return ((gradient.norm(dim=1) - 1) ** 2).mean()

    def train_critic(self, real):
        self.critic_opt.zero_grad()
        fake = self.fakes(len(real)).detach()
        (-self.critic(real).mean()).backward()
        self.critic(fake).mean().backward()
        (self.penalty * self.slope(real, fake)).backward()
        self.critic_opt.step()

    def train_forger(self, count):
        self.forger_opt.zero_grad()
        (-self.critic(self.fakes(count)).mean()).backward()
        self.forger_opt.step()

    def fit(self, rows, epochs, batch):
        loader = torch.utils.data.DataLoader(rows, batch_size=batch, shuffle=True, drop_last=True)
        for epoch in range(epochs):
            for number, real in enumerate(loader):
                self.train_critic(real.to(self.device))
                if number % self.ratio == 0:
                    self.train_forger(batch)
            print("epoch=%d distance=%.5f" % (epoch, self.evaluate(rows)))

    @torch.no_grad()
    def evaluate(self, rows):
        fake = self.fakes(4096).cpu()
        return (fake.mean(0) - rows.mean(0)).abs().max().item()


def main():
    hp = json.loads(os.environ.get("SM_HPS", "{}"))
    folder = os.environ.get("SM_CHANNEL_PAYMENTS", "/opt/ml/input/data/payments")
    table = pd.read_parquet(folder)
    low, high = table.min(), table.max()
    rows = torch.tensor((2 * (table - low) / (high - low) - 1).values, dtype=torch.float32)

    torch.manual_seed(int(hp.get("seed", 8)))
    gan = TableGan(rows.shape[1], hp, "cuda" if torch.cuda.is_available() else "cpu")
    gan.fit(rows, int(hp.get("epochs", 200)), int(hp.get("batch_size", 256)))

    model_dir = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
    torch.save(gan.forger.state_dict(), f"{model_dir}/forger.pt")
    pd.DataFrame({"low": low, "high": high}).to_json(f"{model_dir}/scale.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
