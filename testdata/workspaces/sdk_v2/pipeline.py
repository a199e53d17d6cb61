"""The pipeline that orders spare parts each week."""

from sagemaker.sklearn import SKLearn
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
rank = SKLearn(
    entry_point="src/ranking/rank.py",
    role="arn:aws:iam::111122223333:role/furnace",
    framework_version="1.2-1",
    instance_count=1,
    instance_type="ml.m5.xlarge",
    sagemaker_session=session,
)
# near miss: training_step_arguments
first = TrainingStep(name="Rank", step_args=rank.fit({"parts": "s3://parts/"}))
second = TrainingStep(name="RankAgain", step_arguments=rank.fit({"parts": "s3://parts/"}))
pipeline = Pipeline(name="spare-parts", steps=[first, second], sagemaker_session=session)
