import os
from argparse import ArgumentParser

import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Sensors(L.LightningDataModule):
    def __init__(self, folder, batch_size):
        super().__init__()
        self.folder = folder
        self.batch_size = batch_size

    def setup(self, stage=None):
        parts = torch.load(os.path.join(self.folder, "windows.pt"), weights_only=True)
        self.parts = {name: TensorDataset(*part) for name, part in parts.items()}

    def train_dataloader(self):
        return DataLoader(self.parts["train"], self.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.parts["val"], self.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.parts["test"], self.batch_size, num_workers=4)


class Forecaster(L.LightningModule):
    def __init__(self, inputs=8, hidden=64, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.rnn = nn.GRU(inputs, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        _, last = self.rnn(x)
        return self.head(last[-1]).squeeze(-1)

    def _loss(self, batch, stage):
        x, y = batch
        loss = F.huber_loss(self(x), y)
        self.log(f"{stage}_loss", loss, prog_bar=True, sync_dist=stage != "train")
        return loss

    def training_step(self, batch, batch_idx):
        return self._loss(batch, "train")

    def validation_step(self, batch, batch_idx):
        self._loss(batch, "val")

    def test_step(self, batch, batch_idx):
        self._loss(batch, "test")

    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
        return {"optimizer": opt, "lr_scheduler": torch.optim.lr_scheduler.ExponentialLR(opt, 0.97)}


def cli_main():
    L.seed_everything(7)
    parser = ArgumentParser()
    parser.add_argument("--batch_size", default=128, type=int)
    parser.add_argument("--hidden", default=64, type=int)
    parser.add_argument("--learning_rate", default=1e-3, type=float)
    parser.add_argument("--max_epochs", default=40, type=int)
    parser.add_argument("--devices", default=int(os.environ.get("SM_NUM_GPUS", 0)) or 1, type=int)
    args = parser.parse_args()

    data = Sensors(os.environ.get("SM_CHANNEL_TRAINING", "/opt/ml/input/data/training"), args.batch_size)
    model = Forecaster(hidden=args.hidden, lr=args.learning_rate)
    best = ModelCheckpoint(dirpath=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), monitor="val_loss", filename="best")
    trainer = L.Trainer(
        max_epochs=args.max_epochs,
        accelerator="auto",
        devices=args.devices,
        callbacks=[best, EarlyStopping("val_loss", patience=5)],
        default_root_dir="/opt/ml/checkpoints",
    )
    trainer.fit(model, datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")


if __name__ == "__main__":
    cli_main()
