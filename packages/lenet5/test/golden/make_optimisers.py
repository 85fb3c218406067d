#!/usr/bin/env python3
"""Makes optimisers.safetensors with PyTorch in float64.

usage: make_optimisers.py MNIST_DIR OUT_DIR

For `paper` (networks.py, from paper-initial.pth in OUT_DIR, Eq. 8) and `tutorial` (family.py, from its own weights,
cross-entropy), for torch.optim.SGD with momentum 0.9 and torch.optim.Adam as it is: `NETWORK.OPTIMISER.losses` of 200 steps,
batch 1, stored order, and under `NETWORK.OPTIMISER.after-200.*` the weights after them. Of tensors with more than 500
values every 11th is kept, and `sum.*` has the sum of all and that of their magnitudes.
"""
import sys
import numpy as np
import torch
from family import FAMILY, fill
from networks import Net
from writing import save_safetensors

MNIST, OUT = sys.argv[1], sys.argv[2]
STEPS, MANY, EVERY = 200, 500, 11
torch.set_num_threads(1)
pixels = torch.tensor(np.fromfile(MNIST + "/train-images-idx3-ubyte", np.uint8, offset=16, count=STEPS * 784).astype(np.float64)).view(-1, 1, 1, 28, 28)
labels = torch.tensor(np.fromfile(MNIST + "/train-labels-idx1-ubyte", np.uint8, offset=8, count=STEPS).astype(np.int64)).view(-1, 1)


def paper():
    net = Net("paper")
    net.load_state_dict(torch.load(OUT + "/paper-initial.pth"))
    loss = lambda x, label: net(x / 255 * 1.275 - 0.1)["RBF"][0, label[0]]
    return net.double(), {name: name for name, _ in net.named_parameters()}, loss


def tutorial():
    make, names, fan_ins, _ = FAMILY["tutorial"]
    net = make()
    fill(net, names, fan_ins)
    ours = {name: "%s.%s" % (layer, role) for layer, entries in names.items() for role, name in zip(("weight", "bias"), entries)}
    return net.double(), ours, lambda x, label: net.loss(net(net.read(x)), label)


OPTIMISERS = {
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=1e-4, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=2e-4),
}

values = {}
for network, make in (("paper", paper), ("tutorial", tutorial)):
    for kind, of in OPTIMISERS.items():
        net, names, loss_of = make()
        optimiser, losses = of(net.parameters()), []
        for x, label in zip(pixels, labels):
            optimiser.zero_grad()
            loss = loss_of(x, label)
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        start = "%s.%s." % (network, kind)
        values[start + "losses"] = np.array(losses)
        for name, parameter in net.named_parameters():
            flat = parameter.detach().reshape(-1)
            values["%safter-200.%s" % (start, names[name])] = flat[::EVERY] if len(flat) > MANY else flat
            if len(flat) > MANY:
                values["sum.%safter-200.%s" % (start, names[name])] = torch.stack((flat.sum(), flat.abs().sum()))
        print(network, kind, "first loss", losses[0], "mean of the last 50", np.mean(losses[-50:]))
save_safetensors(OUT + "/optimisers.safetensors", values)
