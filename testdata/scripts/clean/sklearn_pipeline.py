# encoding: utf-8
"""Arbeitstage bis zur Reparatur — estimates repair days from the workshop's tickets; serves with the same file."""
import argparse
import glob
import json
import os

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import RandomizedSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OrdinalEncoder, StandardScaler

ANSWER = 'tage_bis_fertig'
MODEL = 'reparatur.joblib'


def tickets(channel):
    files = glob.glob(os.path.join(channel, '**', '*.csv'), recursive=True)
    assert files, f'kein Ticket in {channel}'
    table = pd.concat(map(pd.read_csv, files), ignore_index=True)
    return table, table.pop(ANSWER)


def to_dense(matrix):
    return matrix.toarray() if hasattr(matrix, 'toarray') else matrix


def build(words):
    columns = make_column_transformer(
        (StandardScaler(), ['kilometer', 'alter']),
        (OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1), ['marke', 'werkstatt']),
        (TfidfVectorizer(max_features=words), 'beschreibung'),
    )
    return make_pipeline(columns, FunctionTransformer(to_dense), HistGradientBoostingRegressor(random_state=0))


def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, MODEL))


def input_fn(body, content_type):
    if content_type != 'application/json':
        raise ValueError(f'{content_type} is not served here')
    return pd.DataFrame(json.loads(body))


def predict_fn(table, model):
    return model.predict(table).round(1).tolist()


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument('--words', type=int, default=400)
    cli.add_argument('--trials', type=int, default=25)
    cli.add_argument('--folds', type=int, default=5)
    cli.add_argument('--train', default=os.environ['SM_CHANNEL_TRAIN'])
    cli.add_argument('--test', default=os.environ['SM_CHANNEL_TEST'])
    cli.add_argument('--model-dir', default=os.environ['SM_MODEL_DIR'])
    args = cli.parse_args()

    x, y = tickets(args.train)
    grid = {
        'histgradientboostingregressor__learning_rate': [0.02, 0.05, 0.1],
        'histgradientboostingregressor__max_leaf_nodes': [15, 31, 63],
        'histgradientboostingregressor__min_samples_leaf': [10, 20, 50],
    }
    search = RandomizedSearchCV(build(args.words), grid, n_iter=args.trials, cv=args.folds, n_jobs=-1, random_state=0,
                                scoring='neg_mean_absolute_error')
    search.fit(x, y)
    print('best of the search:', search.best_params_)

    x_test, y_test = tickets(args.test)
    print(f'test_mae={mean_absolute_error(y_test, search.predict(x_test)):.3f}')
    joblib.dump(search.best_estimator_, os.path.join(args.model_dir, MODEL))


if __name__ == '__main__':
    main()
