import numpy as np


def log_mel(wave, rate, bands):
    frames = np.lib.stride_tricks.sliding_window_view(wave, rate // 40)[:: rate // 100]
    power = np.abs(np.fft.rfft(frames)) ** 2
    banded = np.array_split(power, bands, axis=1)
    return np.log1p(np.stack([band.mean(axis=1) for band in banded])).astype("float32")
