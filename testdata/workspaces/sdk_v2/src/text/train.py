"""Sorts fault reports by the part of the plant that they speak of."""

import argparse
import os

import evaluate
import sentencepiece
from datasets import load_from_disk
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--epochs", type=float, default=3)
    args, _ = parser.parse_known_args()

    tokenizer = AutoTokenizer.from_pretrained(args.model)
    accuracy = evaluate.load("accuracy")

    def tokens(rows):
        return tokenizer(rows["text"], truncation=True, padding="max_length")

    train = load_from_disk(os.environ["SM_CHANNEL_TRAIN"]).map(tokens, batched=True)
    test = load_from_disk(os.environ["SM_CHANNEL_TEST"]).map(tokens, batched=True)
    trainer = Trainer(
        model=AutoModelForSequenceClassification.from_pretrained(args.model, num_labels=12),
        args=TrainingArguments(output_dir="/opt/ml/checkpoints", num_train_epochs=args.epochs),
        train_dataset=train,
        eval_dataset=test,
        compute_metrics=lambda p: accuracy.compute(predictions=p.predictions.argmax(-1), references=p.label_ids),
    )
    trainer.train()
    print(trainer.evaluate(), sentencepiece.__version__)
    trainer.save_model(os.environ["SM_MODEL_DIR"])


if __name__ == "__main__":
    main()
