"""Orders offers by how likely they are taken."""

import os

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

offers = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_OFFERS"], "offers.csv"))
x_train, x_test, y_train, y_test = train_test_split(offers.drop(columns="taken"), offers["taken"], random_state=0)
model = LogisticRegression(C=float(os.environ.get("SM_HP_PENALTY", "1.0")))
model.fit(x_train, y_train)
hosts = os.environ["SM_HOST_COUNT"]
print("auc", roc_auc_score(y_test, model.predict_proba(x_test)[:, 1]), "on", hosts, "hosts")
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "offers.joblib"))
