"""The launcher from before the change to version 3; nobody has taken it away yet."""

from sagemaker.sklearn import SKLearn
# near miss: sdk_v2_api_under_v3
from sagemaker.core.helper.session_helper import get_execution_role

job = SKLearn(
    entry_point="rank.py",
    source_dir="src/ranker",
    role=get_execution_role(),
    framework_version="1.2-1",
    instance_count=1,
    instance_type="ml.m5.large",
)
job.fit({"offers": "s3://offers/"})
