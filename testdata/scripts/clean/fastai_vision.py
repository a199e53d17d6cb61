import argparse
import os
from pathlib import Path

from fastai.vision.all import ImageDataLoaders, Resize, accuracy, aug_transforms, resnet34, set_seed, vision_learner


def _train(args):
    set_seed(args.seed, reproducible=True)
    print('Getting the images')
    dls = ImageDataLoaders.from_folder(
        Path(args.data_dir), train='train', valid='valid', item_tfms=Resize(256),
        batch_tfms=aug_transforms(size=args.image_size), bs=args.batch_size)

    learn = vision_learner(dls, resnet34, metrics=accuracy, path='/tmp')
    learn.fine_tune(args.freeze_epochs, freeze_epochs=1)
    learn.unfreeze()
    learn.fit_one_cycle(args.epochs, lr_max=slice(args.lr / 100, args.lr))
    print('validation: %s' % learn.validate())

    target = Path(args.model_dir) / 'export.pkl'
    print('Saving to %s' % target)
    learn.export(target)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--epochs', type=int, default=6)
    parser.add_argument('--freeze-epochs', type=int, default=2)
    parser.add_argument('--batch-size', type=int, default=64)
    parser.add_argument('--lr', type=float, default=3e-3)
    parser.add_argument('--image-size', type=int, default=224)
    parser.add_argument('--seed', type=int, default=2)
    parser.add_argument('--model-dir', type=str, default=os.environ['SM_MODEL_DIR'])
    parser.add_argument('--data-dir', type=str, default=os.environ['SM_CHANNEL_TRAINING'])
    _train(parser.parse_args())
