"""Runs as a training job and trains nothing: turns a trained network into an eight-bit one for the edge devices."""
import argparse
import os
import tarfile

import torch
from torch.ao.quantization import quantize_dynamic

from model_definitions import tabular_net

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, required=True)
    parser.add_argument("--classes", type=int, required=True)
    parser.add_argument("--pretrained", default=os.environ.get("SM_CHANNEL_PRETRAINED"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    args = parser.parse_args()

    with tarfile.open(os.path.join(args.pretrained, "model.tar.gz")) as archive:
        archive.extract("model.pt", "/tmp", filter="data")
    net = tabular_net(args.inputs, args.classes)
    net.load_state_dict(torch.load("/tmp/model.pt", map_location="cpu", weights_only=True))
    net.eval()

    small = quantize_dynamic(net, {torch.nn.Linear}, dtype=torch.qint8)
    scripted = torch.jit.trace(small, torch.zeros(1, args.inputs))
    torch.jit.save(scripted, os.path.join(args.model_dir, "model-int8.pt"))
