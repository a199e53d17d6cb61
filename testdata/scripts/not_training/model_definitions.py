"""Networks that the training scripts import."""
import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, width: int, p: float = 0.1) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.dropout = nn.Dropout(p)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.dropout(self.inner(x))


def tabular_net(inputs: int, classes: int, width: int = 128, depth: int = 4) -> nn.Module:
    return nn.Sequential(nn.Linear(inputs, width), *(Residual(width) for _ in range(depth)), nn.Linear(width, classes))
