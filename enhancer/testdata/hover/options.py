import argparse
import os

import tensorflow as tf

DEFAULT = 3
parser = argparse.ArgumentParser()
parser.add_argument("<|>--epochs", "<|>-e", type=int, default=10)
parser.add_argument("<|>--model_dir", type=str, default=os.environ.get("SM_MODEL_DIR"))
parser.add_argument("<|>--layers", type=int, default=DEFAULT)
parser.add_argument("--train", type=str, required=True)
parser.add_argument("--use-amp", action="store_true")
parser.add_argument("--shuffle", type=bool, default=True)
parser.add_argument("--note")
parser.add_argument("<|>data")
args, _ = parser.parse_known_args()

model = tf.keras.models.<|>load_model(args.<|>data)
model.compile("adam", shuffle=args.<|>shuffle)
model.fit(args.<|>train, args.<|>use_amp, epochs=args.<|>epochs, notes=args.<|>note, validation_data=args.missing<|>)
model.save(<|>args.model_dir)
