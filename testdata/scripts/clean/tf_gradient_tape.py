import argparse
import json
import os

import tensorflow as tf

FEATURES = {
    "tokens": tf.io.FixedLenFeature([128], tf.int64),
    "rating": tf.io.FixedLenFeature([], tf.float32),
}


def parse(record):
    example = tf.io.parse_single_example(record, FEATURES)
    return example["tokens"], example["rating"]


def dataset(pattern, batch, training):
    files = tf.data.Dataset.list_files(pattern, shuffle=training)
    ds = files.interleave(tf.data.TFRecordDataset, num_parallel_calls=tf.data.AUTOTUNE).map(parse)
    if training:
        ds = ds.shuffle(10_000)
    return ds.batch(batch).prefetch(tf.data.AUTOTUNE)


class Ratings(tf.keras.Model):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocabulary, width)
        self.pool = tf.keras.layers.GlobalAveragePooling1D()
        self.out = tf.keras.layers.Dense(1)

    @tf.function(input_signature=[tf.TensorSpec([None, 128], tf.int64)])
    def call(self, tokens):
        return tf.squeeze(self.out(self.pool(self.embedding(tokens))), axis=-1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch-size", type=int, default=512)
    parser.add_argument("--vocabulary", type=int, default=30_000)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    args, _ = parser.parse_known_args()

    channels = json.loads(os.environ.get("SM_CHANNELS", '["train", "test"]'))
    folders = {c: os.environ.get("SM_CHANNEL_" + c.upper(), "/opt/ml/input/data/" + c) for c in channels}
    train_ds = dataset(os.path.join(folders["train"], "*.tfrecord"), args.batch_size, True)
    test_ds = dataset(os.path.join(folders["test"], "*.tfrecord"), args.batch_size, False)

    model = Ratings(args.vocabulary, args.width)
    optimizer = tf.keras.optimizers.Adam(args.learning_rate)
    loss_object = tf.keras.losses.MeanSquaredError()
    train_loss = tf.keras.metrics.Mean(name="train_loss")
    test_rmse = tf.keras.metrics.RootMeanSquaredError(name="test_rmse")

    @tf.function
    def train_step(tokens, ratings):
        with tf.GradientTape() as tape:
            loss = loss_object(ratings, model(tokens))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        train_loss(loss)

    @tf.function
    def test_step(tokens, ratings):
        test_rmse(ratings, model(tokens))

    manager = tf.train.CheckpointManager(
        tf.train.Checkpoint(model=model, optimizer=optimizer), "/opt/ml/checkpoints", max_to_keep=2
    )
    manager.restore_or_initialize()
    for epoch in range(args.epochs):
        train_loss.reset_state()
        test_rmse.reset_state()
        for tokens, ratings in train_ds:
            train_step(tokens, ratings)
        for tokens, ratings in test_ds:
            test_step(tokens, ratings)
        print("epoch %d: loss %.4f, test_rmse %.4f" % (epoch, train_loss.result(), test_rmse.result()))
        manager.save()

    tf.saved_model.save(model, os.path.join(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "00000001"))


if __name__ == "__main__":
    main()
