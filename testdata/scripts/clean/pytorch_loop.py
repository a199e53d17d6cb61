"""Recognises bird calls in spectrograms. Training below, the serving container's functions at the end."""
import argparse
import io
import json
import os
import pathlib

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset, random_split

CLASSES = ('blackbird', 'chiffchaff', 'robin', 'wren', 'none')


class Spectrograms(Dataset):
    def __init__(self, root):
        self.items = [(f, i) for i, name in enumerate(CLASSES) for f in sorted(pathlib.Path(root, name).glob('*.npy'))]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, position):
        file, label = self.items[position]
        return torch.from_numpy(np.load(file)).float()[None], label


class CallNet(nn.Module):
    def __init__(self, channels=24, p=0.3):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU(), nn.MaxPool2d(4),
            nn.Conv2d(channels, channels * 2, 3, padding=1), nn.BatchNorm2d(channels * 2), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
        )
        self.classify = nn.Sequential(nn.Flatten(), nn.Dropout(p), nn.Linear(channels * 2, len(CLASSES)))

    def forward(self, spectrogram):
        return self.classify(self.features(spectrogram))


class Run:
    def __init__(self, conf):
        torch.manual_seed(conf.seed)
        self.conf = conf
        self.device = 'cuda' if torch.cuda.is_available() else 'cpu'
        everything = Spectrograms(conf.calls)
        held_out = len(everything) // 10
        fit, check = random_split(everything, [len(everything) - held_out, held_out])
        self.fit = DataLoader(fit, conf.batch, shuffle=True, num_workers=4)
        self.check = DataLoader(check, conf.batch, num_workers=4)
        self.net = CallNet(p=conf.dropout).to(self.device)
        self.optimizer = torch.optim.AdamW(self.net.parameters(), conf.rate, weight_decay=conf.decay)

    def one_epoch(self):
        self.net.train()
        total = 0.0
        for spectrograms, labels in self.fit:
            logits = self.net(spectrograms.to(self.device))
            loss = F.cross_entropy(logits, labels.to(self.device))
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            total += loss.item()
        return total / len(self.fit)

    def validate(self):
        self.net.eval()
        hits = 0
        with torch.inference_mode():
            for spectrograms, labels in self.check:
                hits += (self.net(spectrograms.to(self.device)).argmax(-1).cpu() == labels).sum().item()
        return hits / len(self.check.dataset)

    def go(self):
        best = -1.0
        for epoch in range(self.conf.epochs):
            loss, accuracy = self.one_epoch(), self.validate()
            print(json.dumps({'epoch': epoch, 'train:loss': loss, 'validation:accuracy': accuracy}), flush=True)
            if accuracy > best:
                best = accuracy
                self.keep()

    def keep(self):
        target = pathlib.Path(self.conf.model_dir, 'birdcalls.pt')
        torch.save({'weights': self.net.state_dict(), 'classes': CLASSES}, target)


def configuration():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add('--epochs', type=int, default=40)
    add('--batch', type=int, default=48)
    add('--rate', type=float, default=2e-3)
    add('--decay', type=float, default=0.05)
    add('--dropout', type=float, default=0.3)
    add('--seed', type=int, default=99)
    add('--calls', default=os.environ.get('SM_CHANNEL_CALLS', '/opt/ml/input/data/calls'))
    add('--model-dir', default=os.environ.get('SM_MODEL_DIR', '/opt/ml/model'))
    return parser.parse_args()


def model_fn(model_dir):
    saved = torch.load(os.path.join(model_dir, 'birdcalls.pt'), map_location='cpu', weights_only=True)
    net = CallNet()
    net.load_state_dict(saved['weights'])
    return net.eval()


def input_fn(body, content_type='application/x-npy'):
    return torch.from_numpy(np.load(io.BytesIO(body))).float()[None, None]


def predict_fn(spectrogram, net):
    with torch.no_grad():
        return dict(zip(CLASSES, net(spectrogram).softmax(-1)[0].tolist()))


if __name__ == '__main__':
    Run(configuration()).go()
