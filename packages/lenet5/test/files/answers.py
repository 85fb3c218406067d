"""Loads a .pth file as PyTorch's users do, strictly and with weights_only, and reads test digits with it.

usage: answers.py blog|paper|lenet-1989|tutorial|d2l FILE.pth MNIST_DIR COUNT

Prints JSON: the names in the file, and the answers for the first COUNT test images, a multiple of 500.
"""
import json, pathlib, sys
import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden"))
from family import FAMILY
from networks import Net

kind, path, mnist, count = sys.argv[1:]
torch.set_num_threads(1)
state = torch.load(path, weights_only=True)
net = FAMILY[kind][0]() if kind in FAMILY else Net(kind)
net.load_state_dict(state, strict=True)
images = np.fromfile(mnist + "/t10k-images-idx3-ubyte", np.uint8, offset=16).reshape(-1, 1, 28, 28)[:int(count)]
answers = []
with torch.no_grad():
    for part in np.split(images, len(images) // 500):
        if kind in FAMILY:
            answers += net(net.read(torch.tensor(part.astype(np.float32)))).argmax(1).tolist()
            continue
        x = torch.tensor((part.astype(np.float32) * np.float32(1.275)) / np.float32(255) - np.float32(0.1))
        answers += net(x)["RBF"].argmin(1).tolist()
print(json.dumps({"names": list(state), "answers": answers}))
