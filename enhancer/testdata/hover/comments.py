# trainlsp: <|>step-type=<|>Training because
# trainlsp: ignore-<|>file[<|>missing_evaluation_patterns, <|>no_such_category]
import xgboost as xgb

data = xgb.DMatrix("/opt/ml/input/data/train")
booster = xgb.<|>train({}, data)  # trainlsp: <|>ignore[missing_<|>model_saving, missing_hyperparameter_loading] <|>on purpose
print(booster)  # trainlsp: <|>ignore
# trainlsp: <|>prose
