"""Trains the two models of the furnace: one for its temperature and one for its wear."""

from sagemaker.image_uris import retrieve
from sagemaker.sklearn import SKLearn
from sagemaker.xgboost import XGBoost

ROLE = "arn:aws:iam::111122223333:role/furnace"

wear = SKLearn(
    entry_point="wear.py",
    source_dir="src/tabular",
    role=ROLE,
    framework_version="1.2-1",
    instance_count=2,
    instance_type="ml.m5.xlarge",
    hyperparameters={"trees": "200", "depth": "deep"},
)
wear.fit({"furnace": "s3://furnace/wear/"})

# near miss: required_argument_not_passed
wear_again = SKLearn(
    entry_point="wear.py",
    source_dir="src/tabular",
    role=ROLE,
    framework_version="1.2-1",
    # near miss: sklearn_launcher_limits
    instance_count=1,
    # near miss: invalid_instance_type
    instance_type="local",
    hyperparameters={"trees": 20, "site": "west"},
)
wear_again.fit({"furnace": "file://data/furnace"})

temperature = XGBoost(
    entry_point="temprature.py",
    source_dir="src/tabular",
    role=ROLE,
    framework_version="1.8-1",
    instance_count=1,
    instance_type="m5.2xlarge",
)
temperature.fit({"furnace": "s3://furnace/temperature/"})

nightly = XGBoost(
    # near miss: entry_point_not_found
    entry_point="temperature.py",
    source_dir="src/tabular",
    role=ROLE,
    # near miss: unsupported_framework_version
    framework_version="1.5-1",
    instance_count=2,
    instance_type="ml.m5.2xlarge",
)
nightly.fit({"furnace": "s3://furnace/temperature/"})

print(retrieve("xgboost", region="eu-central-1", version="1.7-1"))
