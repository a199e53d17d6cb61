"""Sends tickets to the team that will answer them."""

import argparse
import os

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline

parser = argparse.ArgumentParser()
parser.add_argument("--ngrams", type=int, default=1)
args = parser.parse_args()

tickets = pd.read_csv(os.path.join(os.environ["SM_CHANNEL_TICKETS"], "tickets.csv"))
x_train, x_test, y_train, y_test = train_test_split(tickets["text"], tickets["team"], random_state=0)
model = make_pipeline(TfidfVectorizer(ngram_range=(1, args.ngrams)), ComplementNB())
model.fit(x_train, y_train)
print("accuracy", accuracy_score(y_test, model.predict(x_test)))
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "route.joblib"))
