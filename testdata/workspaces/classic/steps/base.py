"""What all steps of the parcel pipelines are made of."""

from abc import ABC, abstractmethod
from typing import Any

from pydantic import BaseModel


class TrainingScriptContract(BaseModel):
    entry_point: str
    expected_input_paths: dict[str, str]
    expected_output_paths: dict[str, str]
    expected_arguments: dict[str, str] = {}
    required_env_vars: list[str] = []
    optional_env_vars: dict[str, str] = {}
    framework_requirements: dict[str, str] = {}


class DependencySpec(BaseModel):
    logical_name: str
    required: bool = True


class OutputSpec(BaseModel):
    logical_name: str
    property_path: str = ""
    aliases: list[str] = []


class StepSpecification(BaseModel):
    step_type: str
    script_contract: Any
    dependencies: list[DependencySpec]
    outputs: list[OutputSpec]


class BaseConfig(BaseModel):
    role: str
    source_dir: str = "steps/scripts"


class StepBuilderBase(ABC):
    def __init__(self, config, **kwargs):
        self.config = config
        self.role = config.role
        self.source_dir = config.source_dir
        self.session = kwargs.get("sagemaker_session")

    @abstractmethod
    def validate_configuration(self): ...

    @abstractmethod
    def _get_inputs(self, inputs): ...

    @abstractmethod
    def _get_outputs(self, outputs): ...

    @abstractmethod
    def create_step(self, **kwargs): ...
