import os
import pickle
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax
from absl import app, flags

FLAGS = flags.FLAGS
flags.DEFINE_integer("epochs", 30, "passes over the data")
flags.DEFINE_integer("batch_size", 128, "rows in a batch")
flags.DEFINE_float("learning_rate", 1e-3, "of AdamW")
flags.DEFINE_string("train", os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train"), "folder of the data")
flags.DEFINE_string("model_dir", os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "where the parameters go")


def init_params(key, sizes):
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (jax.random.normal(k, (m, n)) * jnp.sqrt(2.0 / m), jnp.zeros(n)) for k, m, n in zip(keys, sizes[:-1], sizes[1:])
    ]


def predict(params, x):
    for w, b in params[:-1]:
        x = jax.nn.relu(x @ w + b)
    w, b = params[-1]
    return x @ w + b


def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(predict(params, x), y).mean()


@partial(jax.jit, static_argnums=0)
def update(tx, params, opt_state, x, y):
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    updates, opt_state = tx.update(grads, opt_state, params)
    return optax.apply_updates(params, updates), opt_state, loss


@jax.jit
def accuracy(params, x, y):
    return jnp.mean(jnp.argmax(predict(params, x), axis=1) == y)


def main(_):
    with np.load(os.path.join(FLAGS.train, "features.npz")) as data:
        x, y, x_test, y_test = (data[k] for k in ("x_train", "y_train", "x_test", "y_test"))

    key = jax.random.PRNGKey(0)
    params = init_params(key, [x.shape[1], 256, 128, int(y.max()) + 1])
    tx = optax.adamw(FLAGS.learning_rate)
    opt_state = tx.init(params)
    order = np.random.default_rng(0)
    for epoch in range(FLAGS.epochs):
        for rows in np.array_split(order.permutation(len(x)), max(1, len(x) // FLAGS.batch_size)):
            params, opt_state, loss = update(tx, params, opt_state, x[rows], y[rows])
        print(f"epoch {epoch} loss {loss:.4f} test accuracy {accuracy(params, x_test, y_test):.4f}")

    with open(os.path.join(FLAGS.model_dir, "params.pkl"), "wb") as f:
        pickle.dump(jax.device_get(params), f)


if __name__ == "__main__":
    app.run(main)
