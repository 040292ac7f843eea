"""Median time of a PyTorch training step, default and the best stock settings: NETWORK BATCH -> lines for bench/step."""

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


def run(best):
    torch.manual_seed(1)
    net = model()
    images = torch.rand(10000, 1, 28, 28)
    labels = torch.randint(0, 10, (10000,))
    if best and network != "mlp":
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, **({"fused": True} if best else {}))
    loss = nn.CrossEntropyLoss()
    times, begun, order, at = [], time.perf_counter(), torch.randperm(10000), 0
    while time.perf_counter() - begun < 6:
        start = time.perf_counter()
        if at + batch > 10000:
            order, at = torch.randperm(10000), 0
        rows = order[at:at + batch]
        at += batch
        if best:
            x, y = images.index_select(0, rows), labels.index_select(0, rows)
            if network != "mlp":
                x = x.contiguous(memory_format=torch.channels_last)
        else:
            x, y = images[rows], labels[rows]
        optimizer.zero_grad()
        loss(net(x), y).backward()
        optimizer.step()
        if start - begun > 1.5:
            times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times)


print(f"{network} {batch} default {run(False):.1f}")
print(f"{network} {batch} best {run(True):.1f}")
