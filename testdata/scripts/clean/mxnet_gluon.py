import argparse
import os
import pickle

import mxnet as mx
from mxnet import autograd, gluon, nd


class Matcher(gluon.HybridBlock):
    """Scores a user and an article by the product of their vectors."""

    def __init__(self, users, articles, width, **kwargs):
        super(Matcher, self).__init__(**kwargs)
        with self.name_scope():
            self.user = gluon.nn.Embedding(users, width)
            self.article = gluon.nn.Embedding(articles, width)
            self.dense = gluon.nn.Dense(1, in_units=width)

    def hybrid_forward(self, F, user, article):
        return self.dense(self.user(user) * self.article(article))


def batches(folder, part, size, shuffle=False):
    with open(os.path.join(folder, part + '.pkl'), 'rb') as f:
        users, articles, clicks = pickle.load(f)
    table = gluon.data.ArrayDataset(nd.array(users), nd.array(articles), nd.array(clicks))
    return gluon.data.DataLoader(table, size, shuffle=shuffle)


def right_in(net, loader, ctx):
    right = mx.metric.BinaryAccuracy(threshold=0.5)
    for user, article, click in loader:
        guess = net(user.as_in_context(ctx), article.as_in_context(ctx)).sigmoid()
        right.update([click], [guess.reshape(-1)])
    return right.get()[1]


def fit(net, options, ctx):
    loader = batches(options.clicks, 'fit', options.batch_size, shuffle=True)
    check = batches(options.clicks, 'check', options.batch_size)
    criterion = gluon.loss.SigmoidBinaryCrossEntropyLoss()
    # gluon calls its optimizer a trainer
    updater = gluon.Trainer(net.collect_params(), 'adam', {'learning_rate': options.rate, 'wd': options.decay})
    for turn in range(options.turns):
        running = 0.0
        for user, article, click in loader:
            with autograd.record():
                score = net(user.as_in_context(ctx), article.as_in_context(ctx))
                lost = criterion(score, click.as_in_context(ctx))
            lost.backward()
            updater.step(click.shape[0])
            running += lost.mean().asscalar()
        print('turn %d: lost %.5f, right in the check set %.5f' % (turn, running / len(loader), right_in(net, check, ctx)))


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--turns', type=int, default=8)
    p.add_argument('--batch-size', type=int, default=4096)
    p.add_argument('--width', type=int, default=48)
    p.add_argument('--users', type=int, required=True)
    p.add_argument('--articles', type=int, required=True)
    p.add_argument('--rate', type=float, default=0.004)
    p.add_argument('--decay', type=float, default=1e-6)
    p.add_argument('--clicks', default=os.environ.get('SM_CHANNEL_CLICKS', '/opt/ml/input/data/clicks'))
    options = p.parse_args()

    ctx = mx.gpu() if mx.context.num_gpus() else mx.cpu()
    net = Matcher(options.users, options.articles, options.width)
    net.initialize(mx.init.Normal(0.05), ctx=ctx)
    net.hybridize()
    fit(net, options, ctx)
    net.export(os.path.join(os.environ.get('SM_MODEL_DIR', '/opt/ml/model'), 'matcher'))
