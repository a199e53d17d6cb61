"""Trains a network with a class that holds the model, the optimizer and the paths."""
import argparse
import dataclasses
import os
from abc import ABC, abstractmethod
from functools import partial

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset


@dataclasses.dataclass
class Settings:
    model_dir: str
    train_dir: str = dataclasses.field(default="/opt/ml/input/data/train")
    checkpoint: str = "last.ckpt"
    epochs: int = 3


class Points(Dataset):  #: bases torch.utils.data.Dataset
    def __init__(self, folder, split="train"):  #: folder = option train; split = "train"
        self.file = os.path.join(folder, f"{split}.pt")
        self.points = torch.load(self.file)  #: calls torch.load

    def __len__(self):  #: reached
        return len(self.points)

    def __getitem__(self, i):  #: reached
        return self.points[i]


class Net(nn.Module):  #: bases torch.nn.Module
    hidden = 16

    def __init__(self, inputs, outputs=1):  #: inputs = 4; outputs = 1
        super().__init__()  #: super().__init__ calls torch.nn.Module.__init__
        self.layers = nn.Sequential(nn.Linear(inputs, self.hidden), nn.ReLU(), nn.Linear(self.hidden, outputs))

    def forward(self, x):  #: reached
        return self.layers(x)  #: calls torch.nn.Sequential.__call__


class BaseTrainer(ABC):
    suffix = ".pt"

    def __init__(self, model, settings):  #: model = object Net; settings = object Settings
        self.model = model
        self.settings = settings
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)  #: self.model.parameters calls torch.nn.Module.parameters

    @property
    def model_file(self):
        return os.path.join(self.settings.model_dir, "model" + self.suffix)

    @abstractmethod
    def step(self, batch):  #: reached
        ...

    def fit(self, loader):  #: reached; loader = torch.utils.data.DataLoader()
        for epoch in range(self.settings.epochs):  #: self.settings.epochs = 3
            for batch in loader:
                loss = self.step(batch)  #: calls local BaseTrainer.step
                self.optimizer.zero_grad()  #: calls torch.optim.Adam.zero_grad
                loss.backward()
                self.optimizer.step()  #: calls torch.optim.Adam.step
            self.save_checkpoint(epoch)  #: calls local BaseTrainer.save_checkpoint

    def save_checkpoint(self, epoch):
        folder = os.path.dirname(self.model_file)  #: self.model_file = option model_dir + "/model.pt"
        torch.save(self.model.state_dict(), os.path.join(folder, self.settings.checkpoint))
            #: os.path.join(folder, self.settings.checkpoint) = option model_dir + "/last.ckpt"

    def resume(self, path):  #: unreached
        self.model.load_state_dict(torch.load(path))  #: unreached


class Trainer(BaseTrainer):
    def __init__(self, model, settings, loss=nn.MSELoss):  #: loss = torch.nn.L1Loss
        super().__init__(model, settings)  #: super().__init__ calls local BaseTrainer.__init__
        self.loss = loss()

    def step(self, batch):  #: reached
        x, y = batch
        return self.loss(self.model(x), y)  #: calls torch.nn.L1Loss.__call__; self.model calls local Net.forward | torch.nn.Module.__call__

    def save(self):  #: reached
        torch.save(self.model.state_dict(), self.model_file)  #: self.model_file = option model_dir + "/model.pt"


def seed_worker(index, base):  #: reached
    torch.manual_seed(base + index)  #: base = 7


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model-dir", type=str, default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))
        #: asks SM_MODEL_DIR; option --model-dir dest=model_dir default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model") type=str
    parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
        #: reads SM_CHANNEL_TRAIN; option --train dest=train default=os.environ["SM_CHANNEL_TRAIN"]
    return parser.parse_known_args()[0]


def main():  #: reached
    args = parse()  #: args = options
    settings = Settings(model_dir=args.model_dir)  #: settings = object Settings
    data = Points(args.train)  #: data = object Points; args.train = option train
    print(settings.model_dir, settings.train_dir)  #: settings.model_dir = option model_dir; settings.train_dir = "/opt/ml/input/data/train"
    loader = DataLoader(data, batch_size=8, worker_init_fn=partial(seed_worker, base=7))
    trainer = Trainer(Net(4), settings, loss=nn.L1Loss)  #: trainer = object Trainer
    trainer.fit(loader)  #: calls local BaseTrainer.fit
    trainer.save()  #: calls local Trainer.save


if __name__ == "__main__":  #: guard
    main()
