from pydantic import BaseModel, Field


class DelayHyperparameters(BaseModel):
    eta: float = Field(default=0.1, gt=0, le=1)
    max_depth: int = 6
    num_round: int = 400
    patience: int = 20
