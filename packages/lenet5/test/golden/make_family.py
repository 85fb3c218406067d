#!/usr/bin/env python3
"""Makes lenet-1989-, tutorial- and d2l-values.safetensors with PyTorch in float64.

usage: make_family.py MNIST_DIR OUT_DIR

The networks, and the weights before training, are in family.py. Written per network: `activation.*` and `gradient.*` (first
training image), `losses` (200 steps of plain SGD, batch 1, stored order), `after-200.*` (weights after them). Of tensors
with more than 500 values every 11th is kept, and `sum.*` has the sum of all and that of their magnitudes.
"""
import sys
import numpy as np
import torch
from family import FAMILY, fill, ours
from writing import save_safetensors

MNIST, OUT = sys.argv[1], sys.argv[2]
STEPS, MANY, EVERY = 200, 500, 11
torch.set_num_threads(1)
pixels = torch.tensor(np.fromfile(MNIST + "/train-images-idx3-ubyte", np.uint8, offset=16, count=STEPS * 784).astype(np.float64)).view(-1, 1, 1, 28, 28)
labels = torch.tensor(np.fromfile(MNIST + "/train-labels-idx1-ubyte", np.uint8, offset=8, count=STEPS).astype(np.int64)).view(-1, 1)

for kind, (make, names, fan_ins, rate) in FAMILY.items():
    net = make()
    fill(net, names, fan_ins)
    net.double()
    values = {}

    def keep(name, tensor):
        flat = tensor.detach().clone().reshape(-1)
        values[name] = flat[::EVERY] if len(flat) > MANY else flat
        if len(flat) > MANY:
            values["sum." + name] = torch.stack((flat.sum(), flat.abs().sum()))

    def keep_parameters(prefix, of):
        for layer, (weight, bias) in names.items():
            for role, name in (("weight", weight), ("bias", bias)):
                keep("%s.%s.%s" % (prefix, layer, role), ours(name, of(dict(net.named_parameters())[name])))

    layers = net.layers(net.read(pixels[0]))
    for name, value in layers.items():
        keep("activation." + name, value)
    net.loss(layers["Output"], labels[0]).backward()
    keep_parameters("gradient", lambda parameter: parameter.grad)
    optimiser, losses = torch.optim.SGD(net.parameters(), lr=rate), []
    for x, label in zip(pixels, labels):
        optimiser.zero_grad()
        loss = net.loss(net(net.read(x)), label)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    values["losses"] = np.array(losses)
    keep_parameters("after-200", lambda parameter: parameter)
    save_safetensors("%s/%s-values.safetensors" % (OUT, kind), values)
    print(kind, "first loss", losses[0], "mean of the last 50", np.mean(losses[-50:]))
