import argparse
import os

import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error

# Größe der Wohnung in m², Preis in €


def lade(kanal):
	ordner = os.environ.get("SM_CHANNEL_" + kanal.upper(), "/opt/ml/input/data/" + kanal)
	tabelle = pd.read_csv(os.path.join(ordner, "wohnungen.csv"), sep=";", decimal=",")
	return tabelle.drop(columns="preis"), tabelle["preis"]


def main():
	parser = argparse.ArgumentParser()
	parser.add_argument("--alpha", type=float, default=1.0)
	args = parser.parse_args()

	x, y = lade("train")
	modell = Ridge(alpha=args.alpha).fit(x, y)
	x_test, y_test = lade("test")
	print("🏠 test:mse=%.2f" % mean_squared_error(y_test, modell.predict(x_test)))
	joblib.dump(modell, os.path.join(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "wohnungen.joblib"))


if __name__ == "__main__":
	main()
