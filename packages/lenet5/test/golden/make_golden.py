#!/usr/bin/env python3
"""Makes the reference values in this folder with PyTorch (Debian: python3-torch, python3-numpy).

usage: make_golden.py MNIST_DIR OUT_DIR [SEED] [OFFSET]

MNIST_DIR holds the four raw IDX files. OFFSET is the first training image used.

The networks are in networks.py.

Written per network: initial.pth (zip), initial-legacy.pth (pre-1.6 format), after-200.pth (200 steps of plain SGD,
batch 1, lr 1e-3, dataset order, float32) and values.safetensors (float64: initial weights as `initial.*`, activations, losses and gradients of the
first image; losses of the 200 steps; for `paper` also the criterion of Eq. 9 with j = 1 and the diagonal
second derivatives of Appendix C for Eq. 8, averaged over 5 images).
"""
import sys
import numpy as np
import torch
import torch.nn.functional as F
from networks import A, S, Net
from writing import save_safetensors

MNIST, OUT = sys.argv[1], sys.argv[2]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1998
OFFSET = int(sys.argv[4]) if len(sys.argv) > 4 else 0
STEPS, LR = 200, 1e-3


def eq9(y, label, j=1.0):
    return y[0, label] + torch.logsumexp(torch.cat([torch.tensor([-j], dtype=y.dtype), -y[0]]), 0)


def second_derivatives(net, images, labels):
    """Appendix C with Eq. 8 (second derivative of the loss by each F6 state = 2), averaged over the images."""
    total = {}
    d = lambda state: (S / A * (A - state) * (A + state))
    for x, _ in zip(images, labels):
        with torch.no_grad():
            t = net(x)
            h = {}
            a6 = 2 * d(t["F6"]) ** 2
            h["F6.bias"], h["F6.weight"] = a6[0], torch.outer(a6[0], t["C5"][0] ** 2)
            a5 = (a6 @ (net.F6.weight ** 2)) * d(t["C5"]) ** 2
            h["C5.bias"], h["C5.weight"] = a5[0], torch.outer(a5[0], t["S4"].reshape(-1) ** 2).view(120, 16, 5, 5)
            up4 = (a5 @ (net.C5.weight.view(120, 400) ** 2)).view(1, 16, 5, 5)
            def sub_back(name, s, up, state, below):
                a = up * d(state) ** 2
                summed = 4 * F.avg_pool2d(below, 2)
                h[name + ".bias"], h[name + ".weight"] = a.sum((0, 2, 3)), (a * summed ** 2).sum((0, 2, 3))
                return (a * s.weight.view(1, -1, 1, 1) ** 2).repeat_interleave(2, 2).repeat_interleave(2, 3)
            a3 = sub_back("S4", net.S4, up4, t["S4"], t["C3"]) * d(t["C3"]) ** 2
            up2 = torch.zeros_like(t["S2"])
            for i in range(16):
                c = getattr(net.C3, "conv%d" % i); idx = net.C3.mapInfo[:, i].nonzero().squeeze(1)
                g = a3[:, i:i + 1]; xin = t["S2"].index_select(1, idx)
                h["C3.conv%d.bias" % i] = g.sum().view(1)
                h["C3.conv%d.weight" % i] = torch.nn.grad.conv2d_weight(xin ** 2, c.weight.shape, g)
                up2.index_add_(1, idx, torch.nn.grad.conv2d_input(xin.shape, c.weight ** 2, g))
            a1 = sub_back("S2", net.S2, up2, t["S2"], t["C1"]) * d(t["C1"]) ** 2
            padded = net.pad(x)
            h["C1.bias"], h["C1.weight"] = a1.sum((0, 2, 3)), torch.nn.grad.conv2d_weight(padded ** 2, net.C1.weight.shape, a1)
            for k, v in h.items():
                total[k] = total.get(k, 0) + v / len(images)
    return total


x = np.fromfile(MNIST + "/train-images-idx3-ubyte", np.uint8, offset=16).reshape(-1, 28, 28)[OFFSET:OFFSET + STEPS]
labels = np.fromfile(MNIST + "/train-labels-idx1-ubyte", np.uint8, offset=8)[OFFSET:OFFSET + STEPS].astype(np.int64)
for kind in ("blog", "paper"):
    base = OUT + "/" + kind + "-"
    net = Net(kind); net.init(np.random.RandomState(SEED))
    torch.save(net.state_dict(), base + "initial.pth")
    torch.save(net.state_dict(), base + "initial-legacy.pth", _use_new_zipfile_serialization=False)
    values = {"initial." + k: v.clone() for k, v in net.state_dict().items() if v.is_floating_point()}
    double = Net(kind).double(); double.load_state_dict({k: v.double() if v.is_floating_point() else v for k, v in net.state_dict().items()})
    images = [torch.tensor(i.astype(np.float64) / 255 * 1.275 - 0.1).view(1, 1, 28, 28) for i in x]
    t = double(images[0])
    for k, v in t.items():
        values["activation." + k] = v
    double.zero_grad(); t["RBF"][0, labels[0]].backward()
    for k, p in double.named_parameters():
        values["gradient." + k] = p.grad.clone()
    if kind == "paper":
        double.zero_grad(); loss = eq9(double(images[0])["RBF"], labels[0]); loss.backward()
        values["eq9.loss"] = loss.detach().view(1)
        for k, p in double.named_parameters():
            values["eq9.gradient." + k] = p.grad.clone()
        for k, v in second_derivatives(double, images[:5], labels[:5]).items():
            values["second." + k] = v
    for name, model in (("float32", net), ("float64", double)):
        model.load_state_dict({k: v.to(model.state_dict()[k].dtype) for k, v in torch.load(base + "initial.pth").items()})
        opt, losses = torch.optim.SGD(model.parameters(), lr=LR), []
        for i in range(STEPS):
            opt.zero_grad(); loss = model(images[i].to(model.C1.weight.dtype))["RBF"][0, labels[i]]; loss.backward(); opt.step(); losses.append(loss.item())
        values["losses." + name] = np.array(losses)
    torch.save(net.state_dict(), base + "after-200.pth")
    for k, p in double.named_parameters():
        values["after-200." + k] = p.detach()
    save_safetensors(base + "values.safetensors", values)
    print(kind, "first loss", values["losses.float64"][0], "last", values["losses.float64"][-1], "float32-float64 max loss difference", np.abs(values["losses.float32"] - values["losses.float64"]).max())
