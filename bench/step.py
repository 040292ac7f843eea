"""Median time of a PyTorch training step, default and the best stock settings: NETWORK BATCH -> lines for bench/step."""

import itertools
import shutil
import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
network, batch = sys.argv[1], int(sys.argv[2])


def block(i, o, pool):
    layers = [nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o)]
    return layers + ([nn.MaxPool2d(2)] if pool else []) + [nn.ReLU()]


def model():
    if network == "mlp":
        layers, last = [nn.Flatten()], 784
        for _ in range(3):
            layers += [nn.Linear(last, 100, bias=False), nn.BatchNorm1d(100), nn.ReLU()]
            last = 100
        return nn.Sequential(*layers, nn.Linear(100, 10))
    if network == "cnn-small":
        return nn.Sequential(*block(1, 8, True), *block(8, 16, True), *block(16, 32, True), nn.Flatten(), nn.Linear(288, 10))
    return nn.Sequential(
        *block(1, 32, False), *block(32, 32, True), *block(32, 64, False), *block(64, 64, True), *block(64, 128, False),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 10))


def run(fast, autocast=False, compiled=False, at_most=float("inf")):
    """Median microseconds of a step; infinite as soon as one takes four times what is known to be possible."""
    torch.manual_seed(1)
    net = model()
    images = torch.rand(10000, 1, 28, 28)
    labels = torch.randint(0, 10, (10000,))
    if fast and network != "mlp":
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, **({"fused": True} if fast else {}))
    loss = nn.CrossEntropyLoss()
    call = torch.compile(net) if compiled else net
    times, begun, order, at = [], time.perf_counter(), torch.randperm(10000), 0
    for step in itertools.count():
        start = time.perf_counter()
        if at + batch > 10000:
            order, at = torch.randperm(10000), 0
        rows = order[at:at + batch]
        at += batch
        if fast:
            x, y = images.index_select(0, rows), labels.index_select(0, rows)
            if network != "mlp":
                x = x.contiguous(memory_format=torch.channels_last)
        else:
            x, y = images[rows], labels[rows]
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
            outputs = call(x)
        loss(outputs.float(), y).backward()
        optimizer.step()
        end = time.perf_counter()
        if step < 3:
            begun = end
            continue
        times.append((end - start) * 1e6)
        if times[0] > 4 * at_most:
            return float("inf")
        if end - begun > 6:
            return statistics.median(times)


if __name__ == "__main__":
    default = run(False)
    ways = {"float32": run(True)}
    ways["bfloat16"] = run(True, autocast=True, at_most=ways["float32"])
    if shutil.which("g++") or shutil.which("clang++"):
        ways["compiled"] = run(True, compiled=True)
    best = min(ways, key=ways.get)
    print(f"{network} {batch} default {default:.1f} float32")
    print(f"{network} {batch} best {ways[best]:.1f} {best}")
