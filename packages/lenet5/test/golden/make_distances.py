#!/usr/bin/env python3
"""Makes distances.safetensors: what PyTorch answers for the first 100 test images, with each .pth file of this folder.

usage: make_distances.py MNIST_DIR OUT_DIR

One float64 tensor [100, 10] for each file, under the file's name without its ending.
"""
import pathlib, sys
import numpy as np
import torch
from networks import Net
from writing import save_safetensors

MNIST, OUT = sys.argv[1], pathlib.Path(sys.argv[2])
HERE = pathlib.Path(__file__).parent
images = np.fromfile(MNIST + "/t10k-images-idx3-ubyte", np.uint8, offset=16).reshape(-1, 1, 28, 28)[:100]
x = torch.tensor(images.astype(np.float64) / 255 * 1.275 - 0.1)
tensors = {}
for path in sorted(HERE.glob("*.pth")):
    net = Net(path.name.split("-")[0]).double()
    net.load_state_dict({k: v.double() if v.is_floating_point() else v for k, v in torch.load(path).items()})
    with torch.no_grad():
        tensors[path.stem] = net(x)["RBF"]
save_safetensors(OUT / "distances.safetensors", tensors)
