import argparse
import os
import time

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler


def setup():
    dist.init_process_group(backend="nccl" if torch.cuda.is_available() else "gloo")
    local_rank = int(os.environ.get("LOCAL_RANK", 0))
    if torch.cuda.is_available():
        torch.cuda.set_device(local_rank)
        return torch.device("cuda", local_rank)
    return torch.device("cpu")


def tensors(folder, name):
    blob = torch.load(os.path.join(folder, name), weights_only=True)
    return TensorDataset(blob["x"], blob["y"])


def build(features, hidden, classes):
    layers = []
    for width in hidden:
        layers += [nn.Linear(features, width), nn.BatchNorm1d(width), nn.ReLU(inplace=True)]
        features = width
    layers.append(nn.Linear(features, classes))
    return nn.Sequential(*layers)


@torch.no_grad()
def validate(model, loader, device):
    model.eval()
    right = torch.zeros(2, device=device)
    for x, y in loader:
        guess = model(x.to(device)).argmax(dim=1)
        right += torch.tensor([(guess == y.to(device)).sum(), len(y)], device=device)
    dist.all_reduce(right)
    return (right[0] / right[1]).item()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--epochs", type=int, default=20)
    p.add_argument("--per-device-batch", type=int, default=256)
    p.add_argument("--lr", type=float, default=3e-4)
    p.add_argument("--hidden", type=lambda s: [int(n) for n in s.split(",")], default=[512, 256])
    p.add_argument("--classes", type=int, default=12)
    p.add_argument("--checkpoint-dir", default="/opt/ml/checkpoints")
    args, _ = p.parse_known_args()

    device = setup()
    rank = dist.get_rank()
    channel = os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train")
    train_set, val_set = tensors(channel, "train.pt"), tensors(channel, "val.pt")
    sampler = DistributedSampler(train_set, shuffle=True)
    train_loader = DataLoader(train_set, args.per_device_batch, sampler=sampler, num_workers=4, pin_memory=True)
    val_loader = DataLoader(val_set, args.per_device_batch, sampler=DistributedSampler(val_set, shuffle=False))

    net = build(train_set.tensors[0].shape[1], args.hidden, args.classes).to(device)
    ddp = DDP(net, device_ids=[device.index] if device.type == "cuda" else None)
    opt = torch.optim.AdamW(ddp.parameters(), lr=args.lr)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=args.epochs)
    loss_fn = nn.CrossEntropyLoss()

    start = 0
    resume = os.path.join(args.checkpoint_dir, "last.pt")
    if os.path.exists(resume):
        state = torch.load(resume, map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        opt.load_state_dict(state["opt"])
        start = state["epoch"] + 1

    for epoch in range(start, args.epochs):
        sampler.set_epoch(epoch)
        ddp.train()
        tick = time.time()
        for x, y in train_loader:
            loss = loss_fn(ddp(x.to(device)), y.to(device))
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()
        sched.step()
        accuracy = validate(ddp, val_loader, device)
        if rank == 0:
            print(f"epoch={epoch} val_accuracy={accuracy:.4f} seconds={time.time() - tick:.1f}", flush=True)
            os.makedirs(args.checkpoint_dir, exist_ok=True)
            torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "epoch": epoch}, resume)

    if rank == 0:
        model_dir = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
        torch.save(ddp.module.state_dict(), os.path.join(model_dir, "model.pt"))
    dist.barrier()
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
