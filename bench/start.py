"""PyTorch's first training step of a small CNN on random images and no more, as a process for bench/startup to time."""

import torch
from torch import nn

torch.set_num_threads(1)
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(1568, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
nn.CrossEntropyLoss()(net(torch.rand(64, 1, 28, 28)), torch.randint(0, 10, (64,))).backward()
optimizer.step()
