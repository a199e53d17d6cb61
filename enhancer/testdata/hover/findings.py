import os
import numpy as np
import xgboost as xgb


def main(params):
    train = np.loadtxt(os.environ["SM_CHANEL_<|>TRAIN"])
    booster = <|>xgb.<|>train(params, xgb.DMatrix(train))
    return booster


if __name__<|> == "__main__":
    try:
        main({"eta": 1})
    except Exception<|> as e:
        print(e)
