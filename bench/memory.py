"""The most memory that one epoch of PyTorch takes, the images held as float32 as Joyul holds them: NETWORK BATCH FOLDER."""

import gzip
import pathlib
import resource
import sys

import torch

network, batch, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
import step  # noqa: E402  the networks of the other benchmark

found = {name: next(folder.glob(f"**/fashion-mnist/{name}*")) for name in ("train-images", "train-labels")}
images = torch.frombuffer(bytearray(gzip.decompress(found["train-images"].read_bytes())[16:]), dtype=torch.uint8)
labels = torch.frombuffer(bytearray(gzip.decompress(found["train-labels"].read_bytes())[8:]), dtype=torch.uint8).long()
images = (images.view(-1, 1, 28, 28).float() / 255 - 0.286) / 0.353
net = step.model().to(memory_format=torch.channels_last)
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, fused=True)
for rows in torch.randperm(50000).split(batch):
    optimizer.zero_grad()
    x = images.index_select(0, rows).contiguous(memory_format=torch.channels_last)
    torch.nn.functional.cross_entropy(net(x), labels.index_select(0, rows)).backward()
    optimizer.step()
net.eval()
with torch.no_grad():
    for rows in torch.arange(50000, 60000).split(500):
        net(images.index_select(0, rows))
print(f"{network} B={batch} pytorch {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
