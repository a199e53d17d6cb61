import argparse
import os

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint, TensorBoard
from tensorflow.keras.models import Sequential


def get_data(folder, part):
    images = np.load(os.path.join(folder, 'x_{}.npy'.format(part)))
    labels = np.load(os.path.join(folder, 'y_{}.npy'.format(part)))
    return images.astype('float32') / 255.0, labels


def get_model(classes, rate, learning_rate):
    model = Sequential()
    model.add(layers.Input(shape=(64, 64, 3)))
    for filters in (32, 64, 128):
        model.add(layers.Conv2D(filters, 3, padding='same', activation='relu'))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dropout(rate))
    model.add(layers.Dense(classes, activation='softmax'))
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate),
        loss='sparse_categorical_crossentropy',
        metrics=['accuracy'],
    )
    return model


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--epochs', type=int, default=30)
    parser.add_argument('--batch_size', type=int, default=32)
    parser.add_argument('--learning_rate', type=float, default=0.001)
    parser.add_argument('--dropout', type=float, default=0.4)
    # The TensorFlow estimator passes an S3 address here; the local directory is SM_MODEL_DIR.
    parser.add_argument('--model_dir', type=str)
    parser.add_argument('--sm-model-dir', type=str, default=os.environ.get('SM_MODEL_DIR'))
    parser.add_argument('--train', type=str, default=os.environ.get('SM_CHANNEL_TRAIN'))
    parser.add_argument('--validation', type=str, default=os.environ.get('SM_CHANNEL_VALIDATION'))
    args, _ = parser.parse_known_args()

    tf.random.set_seed(11)
    x_train, y_train = get_data(args.train, 'train')
    x_val, y_val = get_data(args.validation, 'val')
    model = get_model(len(np.unique(y_train)), args.dropout, args.learning_rate)
    model.summary()

    model.fit(
        x_train, y_train,
        batch_size=args.batch_size,
        epochs=args.epochs,
        validation_data=(x_val, y_val),
        verbose=2,
        callbacks=[
            ModelCheckpoint(os.path.join(args.sm_model_dir, 'best.keras'), monitor='val_accuracy', save_best_only=True),
            EarlyStopping(monitor='val_loss', patience=4),
            TensorBoard(log_dir='/opt/ml/output/tensorboard'),
        ],
    )
    score = model.evaluate(x_val, y_val, verbose=0)
    print('Validation loss:{:.4f}'.format(score[0]))
    print('Validation accuracy:{:.4f}'.format(score[1]))
