import os

BAD(os)
x = BAD(
    1,
    2,
)
BAD(
    1,
    2,
    3,
    4,
    5,
    6,
)
