"""Orders spare parts by how soon they will be needed."""

import os

import joblib
import pandas as pd
import shap
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

try:
    # near miss: import_not_available
    from rich import print
except ImportError:
    pass

learning_rate = float(os.environ.get("SM_HP_LEARNING_RATE", "0.1"))
parts = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_PARTS"], "parts.csv"))
x_train, x_test, y_train, y_test = train_test_split(parts.drop(columns="days"), parts["days"], random_state=0)
model = GradientBoostingRegressor(learning_rate=learning_rate).fit(x_train, y_train)
print("mae", mean_absolute_error(y_test, model.predict(x_test)))
print("weights", abs(shap.TreeExplainer(model).shap_values(x_test)).mean(axis=0))
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "parts.joblib"))
