"""Median time and memory of PyTorch's batch norm, forward and backward: SHAPE BATCH -> a line for bench/norm."""

import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
shape, batch = sys.argv[1], int(sys.argv[2])
dims = [int(d) for d in shape.split("x")]


def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def measure(channels_last):
    x, dy = torch.randn(batch, *dims), torch.randn(batch, *dims)
    if channels_last:
        x, dy = (t.contiguous(memory_format=torch.channels_last) for t in (x, dy))
    x.requires_grad_()
    module = (nn.BatchNorm1d if len(dims) == 1 else nn.BatchNorm2d)(dims[0])
    before, times, begun = megabytes(), [], time.perf_counter()
    while time.perf_counter() - begun < 2.5:
        start = time.perf_counter()
        x.grad = None
        module.zero_grad()
        module(x).backward(dy)
        if start - begun > 0.7:
            times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times), megabytes() - before


# The faster of its two layouts, and what that takes.
micros, memory = min(measure(last) for last in ([False, True] if len(dims) == 3 else [False]))
print(f"layer torch_batch_norm {shape},{batch} {micros:.1f} {memory:.1f}")
