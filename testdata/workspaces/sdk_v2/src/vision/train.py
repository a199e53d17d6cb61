"""Tells good bottles from bad ones."""

import argparse
import json
import os
from logging import getLogger

import timm
import torch
from augment import pipeline
from torch import nn
from torch.utils.data import DataLoader
from torchvision import models
from torchvision.datasets import ImageFolder

log = getLogger(__name__)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--learning-rate", type=float, default=0.01)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--crop-size", type=int, default=224)
    parser.add_argument("--freeze-layers", default="")
    parser.add_argument("--augment", action="store_true")
    # near miss: argparse_flag_as_hyperparameter
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--mixup", type=bool, default=True)
    # near miss: argparse_type_bool
    parser.add_argument("--pretrained", type=lambda v: bool(int(v)), default=True)
    parser.add_argument("--sizes", type=list, default=[224])
    # near miss: argparse_type_container
    parser.add_argument("--hosts", type=list, default=json.loads(os.environ["SM_HOSTS"]))
    parser.add_argument("--run-name", required=True)
    parser.add_argument("--backbone", choices=["resnet18", "resnet50"], default="resnet18")
    # near miss: channel_mismatch
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/training"))
    parser.add_argument("--validation", default=os.environ["SM_CHANNEL_VALIDATION"])
    parser.add_argument("--rejects", default=os.environ["SM_CHANNEL_REJECTS"])
    return parser.parse_args()


def loaders(args):
    cuts = pipeline(args.crop_size, args.augment, args.mixup)
    kept = DataLoader(ImageFolder(args.train, cuts), batch_size=args.batch_size, shuffle=True)
    held = DataLoader(ImageFolder(args.validation, pipeline(args.crop_size)), batch_size=args.batch_size)
    return kept, held


def main():
    args = arguments()
    if os.environ["SM_NUM_GPUS"] > 0:
        log.info("training on a GPU")
    # near miss: sm_env_json_not_decoded
    gpus = int(os.environ["SM_NUM_GPUS"])
    device = torch.device("cuda" if gpus else "cpu")
    log.info("%s: sizes %s, rejects in %s, %d hosts", args.run_name, args.sizes, args.rejects, len(args.hosts))

    train, validation = loaders(args)
    model = timm.create_model(args.backbone, pretrained=args.pretrained, num_classes=2).to(device)
    for name, weights in model.named_parameters():
        weights.requires_grad = name.split(".")[0] not in args.freeze_layers.split(",")
    if args.profile:
        log.info("%s", models.list_models())
    optimizer = torch.optim.SGD(model.parameters(), lr=args.learning_rate)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        model.train()
        for pictures, bad in train:
            optimizer.zero_grad()
            loss = criterion(model(pictures.to(device)), bad.to(device))
            loss.backward()
            optimizer.step()
        model.eval()
        caught = total = 0
        with torch.no_grad():
            for pictures, bad in validation:
                guess = model(pictures.to(device)).argmax(1).cpu()
                caught += ((guess == 1) & (bad == 1)).sum().item()
                total += (bad == 1).sum().item()
        print(f"epoch={epoch} recall={caught / max(total, 1):.4f}")
    torch.save(model.state_dict(), os.path.join(os.environ["SM_MODEL_DIR"], "model.pt"))


if __name__ == "__main__":
    main()
