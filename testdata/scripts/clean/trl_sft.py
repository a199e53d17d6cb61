"""Supervised fine-tuning with LoRA; started by `accelerate launch` or as it is."""
import os
from dataclasses import dataclass, field

import torch
from datasets import load_dataset
from peft import AutoPeftModelForCausalLM, LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer, TrlParser


@dataclass
class ScriptArguments:
    model_id: str = field(default="Qwen/Qwen2.5-0.5B", metadata={"help": "model to fine-tune"})
    dataset_path: str = field(default="/opt/ml/input/data/training", metadata={"help": "folder with train.json"})
    lora_r: int = field(default=16)
    lora_alpha: int = field(default=32)
    merge_adapters: str = field(default="true", metadata={"help": "write the merged weights, not the adapter"})


def quantised():
    return BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)


def train_function(script_args, training_args):
    train = load_dataset("json", data_files=os.path.join(script_args.dataset_path, "train.json"), split="train")
    parts = train.train_test_split(test_size=0.05, seed=training_args.seed)

    tokenizer = AutoTokenizer.from_pretrained(script_args.model_id, use_fast=True)
    tokenizer.pad_token = tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(script_args.model_id, quantization_config=quantised())

    trainer = SFTTrainer(
        model=model,
        args=training_args,
        train_dataset=parts["train"],
        eval_dataset=parts["test"],
        processing_class=tokenizer,
        peft_config=LoraConfig(r=script_args.lora_r, lora_alpha=script_args.lora_alpha, target_modules="all-linear"),
    )
    trainer.train()
    print(trainer.evaluate())
    trainer.save_model()

    if trainer.is_fsdp_enabled:
        return
    if training_args.local_rank in (-1, 0) and script_args.merge_adapters.lower() == "true":
        del model, trainer
        torch.cuda.empty_cache()
        merged = AutoPeftModelForCausalLM.from_pretrained(training_args.output_dir, torch_dtype=torch.float16)
        merged = merged.merge_and_unload()
        merged.save_pretrained("/opt/ml/model", safe_serialization=True, max_shard_size="2GB")
        tokenizer.save_pretrained("/opt/ml/model")


if __name__ == "__main__":
    parser = TrlParser((ScriptArguments, SFTConfig))
    script_args, training_args = parser.parse_args_and_config()
    train_function(script_args, training_args)
