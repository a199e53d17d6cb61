"""Figures that the furnace's report wants."""


def spread(values):
    return max(values) - min(values)
