from torchvision import transforms


def pipeline(size, augment=False, mixup=False):
    steps = [transforms.Resize(size), transforms.CenterCrop(size)]
    if augment:
        steps.append(transforms.RandomHorizontalFlip())
    if mixup:
        steps.append(transforms.RandomErasing())
    return transforms.Compose([*steps, transforms.ToTensor()])
