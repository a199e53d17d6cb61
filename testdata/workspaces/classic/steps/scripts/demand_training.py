"""Forecasts how many parcels a depot will see tomorrow."""

import argparse

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning-rate", type=float, default=0.05)
    args = parser.parse_args()

    rows = pd.read_parquet("/opt/ml/input/data/depots/days.parquet")
    past, recent = rows[rows["day"] < "2024-06-01"], rows[rows["day"] >= "2024-06-01"]
    columns = ["depot", "weekday", "parcels_last_week"]
    model = lgb.LGBMRegressor(learning_rate=args.learning_rate)
    model.fit(past[columns], past["parcels"])
    error = mean_absolute_percentage_error(recent["parcels"], model.predict(recent[columns]))
    print(f"mape={error:.4f}")
    model.booster_.save_model("/opt/ml/model/demand.txt")


if __name__ == "__main__":
    main()
