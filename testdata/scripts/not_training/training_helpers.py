"""Functions for the entry points beside this file. It trains, but nothing starts it."""
import torch


def train_one_epoch(model, loader, optimizer, criterion, device):
    model.train()
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x.to(device)), y.to(device))
        loss.backward()
        optimizer.step()


@torch.no_grad()
def accuracy(model, loader, device):
    model.eval()
    hits = sum((model(x.to(device)).argmax(1).cpu() == y).sum().item() for x, y in loader)
    return hits / len(loader.dataset)


def fit(model, loaders, epochs, lr, device):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = torch.nn.CrossEntropyLoss()
    for epoch in range(epochs):
        train_one_epoch(model, loaders["train"], optimizer, criterion, device)
        yield epoch, accuracy(model, loaders["val"], device)
