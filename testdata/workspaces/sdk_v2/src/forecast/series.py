import os

import numpy as np


def holidays():
    folder = os.environ.get("SM_CHANNEL_HOLIDAYS")
    return np.load(os.path.join(folder, "days.npy")) if folder else None


def windows(folder, width, skip=None):
    power = np.load(os.path.join(folder, "power.npy")).astype("float32")
    if skip is not None:
        power = np.delete(power, skip)
    x = np.lib.stride_tricks.sliding_window_view(power[:-1], width)
    return x[..., None], power[width:]
