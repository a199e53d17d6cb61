import argparse
import json
import os

import deepspeed
import torch
from torch.utils.data import Dataset
from transformers import AutoModelForCausalLM


class TokenBlocks(Dataset):
    """Blocks of token ids, written by the preprocessing step."""

    def __init__(self, path):
        self.blocks = torch.load(path, weights_only=True)

    def __len__(self):
        return self.blocks.size(0)

    def __getitem__(self, index):
        return self.blocks[index]


def get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model_id", type=str, default="EleutherAI/pythia-410m")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--log_every", type=int, default=20)
    parser.add_argument("--local_rank", type=int, default=int(os.environ.get("LOCAL_RANK", -1)))
    parser = deepspeed.add_config_arguments(parser)
    return parser.parse_args()


def evaluate(engine, dataset):
    engine.eval()
    total = 0.0
    loader = engine.deepspeed_io(dataset, route="eval")
    with torch.no_grad():
        for ids in loader:
            ids = ids.to(engine.device)
            total += engine(input_ids=ids, labels=ids).loss.item()
    engine.train()
    return total / max(1, len(loader))


def main():
    args = get_args()
    deepspeed.init_distributed()
    data_dir = os.environ["SM_CHANNEL_TRAIN"]
    train_set = TokenBlocks(os.path.join(data_dir, "train.pt"))
    valid_set = TokenBlocks(os.path.join(data_dir, "valid.pt"))

    model = AutoModelForCausalLM.from_pretrained(args.model_id)
    model_engine, optimizer, train_loader, _ = deepspeed.initialize(
        args=args, model=model, model_parameters=model.parameters(), training_data=train_set
    )

    for epoch in range(args.epochs):
        for step, ids in enumerate(train_loader):
            ids = ids.to(model_engine.device)
            loss = model_engine(input_ids=ids, labels=ids).loss
            model_engine.backward(loss)
            model_engine.step()
            if step % args.log_every == 0 and model_engine.global_rank == 0:
                print(json.dumps({"epoch": epoch, "step": step, "loss": loss.item()}))
        score = evaluate(model_engine, valid_set)
        if model_engine.global_rank == 0:
            print(json.dumps({"epoch": epoch, "eval_loss": score}))

    # every rank takes part: the shards of ZeRO are gathered while saving
    model_engine.save_16bit_model(os.environ.get("SM_MODEL_DIR", "/opt/ml/model"), "pytorch_model.bin")


if __name__ == "__main__":
    main()
