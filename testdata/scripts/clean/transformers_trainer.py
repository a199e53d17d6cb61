import logging
import os
import sys
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
from datasets import load_from_disk
from sklearn.metrics import accuracy_score, f1_score
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    EarlyStoppingCallback,
    HfArgumentParser,
    Trainer,
    TrainingArguments,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

logger = logging.getLogger(__name__)


@dataclass
class ModelArguments:
    """Which model to start from."""

    model_name_or_path: str = field(default="distilbert-base-uncased", metadata={"help": "Hub id or a folder"})
    num_labels: int = field(default=3)
    max_length: int = field(default=256)


@dataclass
class DataArguments:
    """Where the tokenised data lies."""

    train_dir: str = field(default=os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train"))
    test_dir: str = field(default=os.environ.get("SM_CHANNEL_TEST", "/opt/ml/input/data/test"))
    first_rows: Optional[int] = field(default=None, metadata={"help": "for a quick trial"})


def compute_metrics(prediction):
    guesses = np.argmax(prediction.predictions, axis=-1)
    return {
        "accuracy": accuracy_score(prediction.label_ids, guesses),
        "f1": f1_score(prediction.label_ids, guesses, average="macro"),
    }


def main():
    parser = HfArgumentParser((ModelArguments, DataArguments, TrainingArguments))
    model_args, data_args, training_args = parser.parse_args_into_dataclasses()
    logging.basicConfig(level=logging.INFO, handlers=[logging.StreamHandler(sys.stdout)])
    set_seed(training_args.seed)

    train_dataset = load_from_disk(data_args.train_dir)
    eval_dataset = load_from_disk(data_args.test_dir)
    if data_args.first_rows:
        train_dataset = train_dataset.select(range(data_args.first_rows))

    config = AutoConfig.from_pretrained(model_args.model_name_or_path, num_labels=model_args.num_labels)
    tokenizer = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    model = AutoModelForSequenceClassification.from_pretrained(model_args.model_name_or_path, config=config)

    def encode(batch):
        return tokenizer(batch["text"], truncation=True, max_length=model_args.max_length)

    trainer = Trainer(
        model=model,
        args=training_args,
        train_dataset=train_dataset.map(encode, batched=True),
        eval_dataset=eval_dataset.map(encode, batched=True),
        data_collator=DataCollatorWithPadding(tokenizer),
        compute_metrics=compute_metrics,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=2)],
    )

    last = get_last_checkpoint(training_args.output_dir) if os.path.isdir(training_args.output_dir) else None
    trainer.train(resume_from_checkpoint=last)

    metrics = trainer.evaluate()
    with open(os.path.join(os.environ.get("SM_OUTPUT_DATA_DIR", "/opt/ml/output/data"), "test_scores.txt"), "w") as out:
        logger.info("on the test channel: %s", metrics)
        out.writelines(f"{name}: {metrics[name]}\n" for name in sorted(metrics))

    model_dir = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")
    trainer.save_model(model_dir)
    tokenizer.save_pretrained(model_dir)


if __name__ == "__main__":
    main()
