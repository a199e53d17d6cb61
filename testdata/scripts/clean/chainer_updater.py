"""Predicts the load of a power line from the weather, with Chainer's trainer."""
import argparse
import os

import chainer
import numpy
from chainer import functions, links
from chainer.training import Trainer, extensions
from chainer.training.updaters import StandardUpdater


class Load(chainer.Chain):
    def __init__(self, width):
        super().__init__()
        with self.init_scope():
            self.inner = links.Linear(None, width)
            self.outer = links.Linear(width, 1)

    def forward(self, weather):
        return self.outer(functions.tanh(self.inner(weather)))


def hours(channel):
    table = numpy.genfromtxt(os.path.join(channel, "hours.csv"), delimiter=",", skip_header=1, dtype="float32")
    return chainer.datasets.TupleDataset(table[:, 1:], table[:, :1])


def channel(name):
    return os.environ.get("SM_CHANNEL_" + name.upper(), "/opt/ml/input/data/" + name)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--width", type=int, default=80)
    ap.add_argument("--passes", type=int, default=60)
    ap.add_argument("--minibatch", type=int, default=24)
    ap.add_argument("--alpha", type=float, default=0.002)
    known = ap.parse_known_args()[0]

    regressor = links.Classifier(Load(known.width), lossfun=functions.mean_squared_error)
    regressor.compute_accuracy = False
    adam = chainer.optimizers.Adam(alpha=known.alpha).setup(regressor)
    past = chainer.iterators.MultiprocessIterator(hours(channel("past")), known.minibatch)
    recent = chainer.iterators.SerialIterator(hours(channel("recent")), 512, repeat=False, shuffle=False)

    loop = Trainer(StandardUpdater(past, adam), (known.passes, "epoch"), out="/opt/ml/output/data")
    loop.extend(extensions.Evaluator(recent, regressor), name="recent")
    loop.extend(extensions.LogReport(trigger=(1, "epoch")))
    loop.extend(extensions.PrintReport(["epoch", "main/loss", "recent/main/loss"]))
    loop.run()

    chainer.serializers.save_npz(os.path.join(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "load.npz"), regressor.predictor)
