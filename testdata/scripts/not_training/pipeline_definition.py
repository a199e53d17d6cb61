import os

import sagemaker
from sagemaker.processing import ProcessingInput, ProcessingOutput
from sagemaker.sklearn.estimator import SKLearn
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep


def get_pipeline(role, bucket):
    session = PipelineSession()
    split = SKLearnProcessor("1.2-1", role, "ml.m5.large", 1, sagemaker_session=session)
    prepared = ProcessingStep(
        "Split",
        step_args=split.run(
            code="preprocessing.py",
            inputs=[ProcessingInput(source=f"s3://{bucket}/raw", destination="/opt/ml/processing/input")],
            outputs=[ProcessingOutput("train", source="/opt/ml/processing/train")],
        ),
    )
    estimator = SKLearn("sklearn_pipeline.py", framework_version="1.2-1", role=role, instance_type="ml.m5.xlarge",
                        hyperparameters={"trials": 10}, sagemaker_session=session)
    uri = prepared.properties.ProcessingOutputConfig.Outputs["train"].S3Output.S3Uri
    trained = TrainingStep("Train", step_args=estimator.fit({"train": sagemaker.inputs.TrainingInput(uri)}))
    return Pipeline("repairs", steps=[prepared, trained], sagemaker_session=session)


if __name__ == "__main__":
    pipeline = get_pipeline(os.environ["SAGEMAKER_ROLE"], os.environ["BUCKET"])
    pipeline.upsert(role_arn=os.environ["SAGEMAKER_ROLE"])
    pipeline.start()
