"""Files of the tutorials' network as PyTorch's users have them, and what PyTorch answers.

usage: family_files.py make COUNT MNIST_DIR OUT_DIR [NAME...]   trains each for a moment and saves it
       family_files.py load COUNT MNIST_DIR DIR NAME...         loads each strictly into the class that saved it

A step learns from COUNT / 20 digits, 100 at most. Prints JSON: for each file the answers to the first COUNT test images, a multiple of 500.
"""
import json, pathlib, struct, sys
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from family_classes import FILES, network, pictures

mode, count, mnist, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
names = sys.argv[5:] or list(FILES)
torch.set_num_threads(1)
BATCH = min(100, count // 20)
# Steps and gain of the initial weights: sigmoids want larger ones.
TRAINING = {"tutorial": (60, 1), "d2l": (120, 4)}
test = np.fromfile(mnist + "/t10k-images-idx3-ubyte", np.uint8, offset=16).reshape(-1, 28, 28)[:count]


def train(name, net):
    steps, gain = TRAINING[FILES[name][1]]
    pixels = np.fromfile(mnist + "/train-images-idx3-ubyte", np.uint8, offset=16, count=steps * BATCH * 784).reshape(-1, 28, 28)
    labels = torch.tensor(np.fromfile(mnist + "/train-labels-idx1-ubyte", np.uint8, offset=8, count=steps * BATCH).astype(np.int64))
    for parameter in net.parameters():
        if parameter.dim() > 1:
            nn.init.xavier_uniform_(parameter, gain)
    optimiser = torch.optim.Adam(net.parameters(), lr=4e-3)
    for at in range(0, steps * BATCH, BATCH):
        optimiser.zero_grad()
        F.cross_entropy(net(pictures(name, pixels[at:at + BATCH])), labels[at:at + BATCH]).backward()
        optimiser.step()
    return optimiser


def answers(name, net):
    with torch.no_grad():
        return [int(i) for part in np.split(test, count // 500) for i in net(pictures(name, part)).argmax(1)]


def save_safetensors(path, state):
    """As safetensors' own save_file: names in order of the alphabet."""
    header, blob = {}, b""
    for name in sorted(state):
        data = state[name].numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(state[name].shape), "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + blob)


def save(name, net, optimiser):
    around, path, state = FILES[name][3], folder / name, net.state_dict()
    if around == "module":
        state = nn.DataParallel(net).state_dict()
    if path.suffix == ".safetensors":
        save_safetensors(path, {("" if around == "safetensors" else around) + k: v for k, v in state.items()})
    elif around == "checkpoint":
        torch.save({"epoch": 3, "model_state_dict": state, "optimizer_state_dict": optimiser.state_dict(), "loss": 0.25}, path)
    elif around == "state_dict":
        torch.save({"epoch": 3, "global_step": 9, "pytorch-lightning_version": "2.0", "state_dict": {"model." + k: v for k, v in state.items()}}, path)
    else:
        torch.save(state, path, _use_new_zipfile_serialization=around != "legacy")


def load(name):
    """The classes know nothing of what stood around or before the names of the file."""
    path = folder / name
    if path.suffix == ".safetensors":
        data = path.read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:8 + size])
        header.pop("__metadata__", None)
        read = lambda e: torch.tensor(np.frombuffer(data, "<f4", offset=8 + size + e["data_offsets"][0], count=int(np.prod(e["shape"]))).reshape(e["shape"]).copy())
        state = {k: read(e) for k, e in header.items()}
    else:
        state = torch.load(path, weights_only=True)
    around = FILES[name][3]
    prefix = "model." if around in ("model.", "state_dict") else ""
    net = network(name)
    net.load_state_dict({k[len(prefix):] if k.startswith(prefix) else k: v for k, v in state.items()}, strict=True)
    return net


found = {}
for name in names:
    torch.manual_seed(1998 + list(FILES).index(name))
    if mode == "make":
        net = network(name)
        optimiser = train(name, net)
        save(name, net, optimiser)
    else:
        net = load(name)
    found[name] = answers(name, net)
print(json.dumps(found))
