import argparse
import logging
import os

from catboost import CatBoostRegressor, Pool
import pandas as pd

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("train")

CATEGORICAL = ["brand", "fuel", "region"]


def pool(path: str, target: str) -> Pool:
    df = pd.read_csv(path)
    log.info("%s has %d rows", path, len(df))
    return Pool(df.drop(columns=target), df[target], cat_features=CATEGORICAL)


def train(train_pool, eval_pool, **parameters):
    model = CatBoostRegressor(loss_function="RMSE", random_seed=3, allow_writing_files=False, **parameters)
    model.fit(train_pool, eval_set=eval_pool, use_best_model=True, verbose=100)
    log.info("validation rmse=%.5f", model.get_best_score()["validation"]["RMSE"])
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--iterations", type=int, default=2000)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--l2_leaf_reg", type=float, default=3.0)
    parser.add_argument("--target", type=str, default="price")
    parser.add_argument("--sm-model-dir", type=str, default=os.environ.get("SM_MODEL_DIR"))
    parser.add_argument("--training", type=str, default=os.environ.get("SM_CHANNEL_TRAINING"))
    parser.add_argument("--validation", type=str, default=os.environ.get("SM_CHANNEL_VALIDATION"))
    known = vars(parser.parse_args())

    target, out = known.pop("target"), known.pop("sm_model_dir")
    train_file = os.path.join(known.pop("training"), "cars.csv")
    eval_file = os.path.join(known.pop("validation"), "cars.csv")
    fitted = train(pool(train_file, target), pool(eval_file, target), **known)
    fitted.save_model(os.path.join(out, "catboost.cbm"), format="cbm")
