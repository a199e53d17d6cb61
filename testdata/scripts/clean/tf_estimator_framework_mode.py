# Legacy "framework mode": the container imports this file and drives training, evaluation and export itself, through
# the functions whose names it knows. There is no entry point and nothing is saved here.
import os

import tensorflow as tf

INPUT_TENSOR_NAME = 'inputs'
COLUMNS = [[0.0]] * 9


def estimator_fn(run_config, params):
    columns = [tf.feature_column.numeric_column(INPUT_TENSOR_NAME, shape=[8])]
    return tf.estimator.DNNRegressor(
        feature_columns=columns,
        hidden_units=[int(n) for n in params.get('hidden_units', '16,8').split(',')],
        optimizer=tf.train.AdamOptimizer(learning_rate=float(params.get('learning_rate', 0.01))),
        config=run_config)


def train_input_fn(training_dir, params):
    return _input_fn(training_dir, 'train.csv', repeat=None, batch=int(params.get('batch_size', 64)))


def eval_input_fn(training_dir, params):
    return _input_fn(training_dir, 'eval.csv', repeat=1, batch=256)


def serving_input_fn(params):
    tensor = tf.placeholder(tf.float32, shape=[None, 8])
    return tf.estimator.export.build_raw_serving_input_receiver_fn({INPUT_TENSOR_NAME: tensor})()


def _input_fn(folder, name, repeat, batch):
    def decode(line):
        fields = tf.decode_csv(line, record_defaults=COLUMNS)
        return {INPUT_TENSOR_NAME: tf.stack(fields[:-1])}, fields[-1]

    lines = tf.data.TextLineDataset(os.path.join(folder, name)).skip(1)
    return lines.map(decode).repeat(repeat).batch(batch).make_one_shot_iterator().get_next()
