"""Forecasts the power that the plant needs in the next quarter of an hour."""

import argparse
import json
import os

import tensorflow as tf
from series import holidays, windows

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--window", type=int)
    args = parser.parse_args()

    for host in os.environ["SM_HOSTS"]:
        print("host", host)
    # near miss: sm_env_json_not_decoded
    print(len(json.loads(os.environ["SM_HOSTS"])), "hosts", len(os.environ["SM_CURRENT_HOST"]))

    x, y = windows(os.environ["SM_CHANNEL_POWER"], args.window, holidays())
    model = tf.keras.Sequential([tf.keras.layers.LSTM(32), tf.keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mae")
    model.fit(x, y, epochs=args.epochs, validation_split=0.2)
    model.save(os.path.join(os.environ["SM_MODEL_DIR"], "1"))
