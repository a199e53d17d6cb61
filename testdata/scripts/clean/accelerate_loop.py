import argparse
import os

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from accelerate.utils import ProjectConfiguration, set_seed
from datasets import load_from_disk
from safetensors.torch import save_file
from torch.utils.data import DataLoader
from transformers import AutoModel, AutoTokenizer, get_cosine_schedule_with_warmup


class Encoder(torch.nn.Module):
    """Mean of a language model's last layer, for search."""

    def __init__(self, name):
        super().__init__()
        self.backbone = AutoModel.from_pretrained(name)

    def forward(self, tokens):
        hidden = self.backbone(**tokens).last_hidden_state
        mask = tokens["attention_mask"].unsqueeze(-1)
        return F.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)


def contrast(questions, answers, temperature):
    scores = questions @ answers.T / temperature
    return F.cross_entropy(scores, torch.arange(len(scores), device=scores.device))


def recall_at_one(accelerator, encoder, loader):
    encoder.eval()
    hits = []
    for questions, answers in loader:
        with torch.no_grad():
            scores = encoder(questions) @ encoder(answers).T
        hits.append(accelerator.gather((scores.argmax(1) == torch.arange(len(scores), device=scores.device)).float()))
    return torch.cat(hits).mean().item()


def main(cfg):
    set_seed(cfg.seed)
    accelerator = Accelerator(
        mixed_precision=cfg.precision,
        gradient_accumulation_steps=cfg.accumulate,
        project_config=ProjectConfiguration("/opt/ml/checkpoints", automatic_checkpoint_naming=True, total_limit=2),
    )
    tokenizer = AutoTokenizer.from_pretrained(cfg.base)

    def collate(pairs):
        return tuple(
            tokenizer([pair[side] for pair in pairs], padding=True, truncation=True, max_length=192, return_tensors="pt")
            for side in ("question", "answer")
        )

    pairs = load_from_disk(cfg.pairs).train_test_split(0.02, seed=cfg.seed)
    loader = DataLoader(pairs["train"], cfg.batch, shuffle=True, collate_fn=collate, drop_last=True, num_workers=2)
    held_out = DataLoader(pairs["test"], cfg.batch, collate_fn=collate, drop_last=True)

    encoder = Encoder(cfg.base)
    opt = torch.optim.AdamW(encoder.parameters(), lr=cfg.lr)
    warm = get_cosine_schedule_with_warmup(opt, cfg.warmup, cfg.epochs * len(loader))
    encoder, opt, loader, held_out, warm = accelerator.prepare(encoder, opt, loader, held_out, warm)

    for epoch in range(cfg.epochs):
        encoder.train()
        for questions, answers in loader:
            with accelerator.accumulate(encoder):
                accelerator.backward(contrast(encoder(questions), encoder(answers), cfg.temperature))
                if accelerator.sync_gradients:
                    accelerator.clip_grad_norm_(encoder.parameters(), 1.0)
                opt.step()
                warm.step()
                opt.zero_grad()
        accelerator.save_state()
        accelerator.print(f"epoch {epoch} recall@1 {recall_at_one(accelerator, encoder, held_out):.4f}")

    accelerator.wait_for_everyone()
    if accelerator.is_main_process:
        weights = accelerator.get_state_dict(encoder)
        save_file(weights, os.path.join(cfg.model_dir, "encoder.safetensors"))
        tokenizer.save_pretrained(cfg.model_dir)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", default="microsoft/MiniLM-L12-H384-uncased")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--accumulate", type=int, default=2)
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--warmup", type=int, default=250)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--precision", choices=["no", "fp16", "bf16"], default="bf16")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--pairs", default=os.environ.get("SM_CHANNEL_PAIRS", "/opt/ml/input/data/pairs"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))
    main(parser.parse_args())
