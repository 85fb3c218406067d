"""The other networks of the family as PyTorch modules, and weights for them that need no file.

  lenet-1989  16x16 input in -1...1; H1, H2: 5x5 at stride 2, borders of -1, a bias for each unit; tanh. Module and names are
              those of https://github.com/karpathy/lecun1989-repro (repro.py), the best known reproduction.
  tutorial    convolution, ReLU, max pooling, as in "Neural Networks" of the PyTorch tutorials, with one channel
  d2l         the same with sigmoid and average pooling, as in "Dive into Deep Learning", 7.6
"""
import math
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class LeNet1989(nn.Module):
    def __init__(self):
        super().__init__()
        for name, weight, bias in (("H1", (12, 1, 5, 5), (12, 8, 8)), ("H2", (12, 8, 5, 5), (12, 4, 4)), ("H3", (192, 30), (30,)), ("out", (30, 10), (10,))):
            self.register_parameter(name + "w", nn.Parameter(torch.zeros(weight)))
            self.register_parameter(name + "b", nn.Parameter(torch.zeros(bias)))

    def read(self, pixels):
        """0...255, [N, 1, 28, 28] -> [N, 1, 16, 16], as prepro.py of the reproduction does it."""
        return F.interpolate(pixels / 127.5 - 1, (16, 16), mode="bilinear", align_corners=False)

    def layers(self, x):
        t = {"input": x}
        t["H1"] = torch.tanh(F.conv2d(F.pad(x, (2, 2, 2, 2), value=-1.0), self.H1w, stride=2) + self.H1b)
        h = F.pad(t["H1"], (2, 2, 2, 2), value=-1.0)
        groups = (h[:, 0:8], h[:, 4:12], torch.cat((h[:, 0:4], h[:, 8:12]), 1))
        parts = [F.conv2d(group, self.H2w[4 * i:4 * i + 4], stride=2) for i, group in enumerate(groups)]
        t["H2"] = torch.tanh(torch.cat(parts, 1) + self.H2b)
        t["H3"] = torch.tanh(t["H2"].flatten(1) @ self.H3w + self.H3b)
        t["Output"] = torch.tanh(t["H3"] @ self.outw + self.outb)
        return t

    def forward(self, x):
        return self.layers(x)["Output"]

    def loss(self, scores, label):
        return torch.mean((scores - (2 * F.one_hot(label, 10) - 1)) ** 2)


class Modern(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.squash, self.pool = (torch.relu, F.max_pool2d) if kind == "tutorial" else (torch.sigmoid, F.avg_pool2d)
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def read(self, pixels):
        return pixels / 255

    def layers(self, x):
        t = {"input": F.pad(x, (2, 2, 2, 2))}
        t["C1"] = self.squash(self.conv1(x)); t["S2"] = self.pool(t["C1"], 2)
        t["C3"] = self.squash(self.conv2(t["S2"])); t["S4"] = self.pool(t["C3"], 2)
        t["C5"] = self.squash(self.fc1(t["S4"].flatten(1))); t["F6"] = self.squash(self.fc2(t["C5"]))
        t["Output"] = self.fc3(t["F6"])
        return t

    def forward(self, x):
        return self.layers(x)["Output"]

    def loss(self, scores, label):
        return F.cross_entropy(scores, label)


# Module, its weights and biases by our layers, fan-ins, and the rate of the 200 steps: low for `tutorial`, because max pooling
# may take another unit of a window in float32 where two are nearly the same, and at 0.01 that grew to 1 % of the loss.
NAMES_1989 = {"H1": ("H1w", "H1b"), "H2": ("H2w", "H2b"), "H3": ("H3w", "H3b"), "Output": ("outw", "outb")}
NAMES_MODERN = {"C1": ("conv1.weight", "conv1.bias"), "C3": ("conv2.weight", "conv2.bias"), "C5": ("fc1.weight", "fc1.bias"), "F6": ("fc2.weight", "fc2.bias"), "Output": ("fc3.weight", "fc3.bias")}
FAMILY = {
    "lenet-1989": (LeNet1989, NAMES_1989, {"H1": 25, "H2": 200, "H3": 192, "Output": 30}, 0.03),
    "tutorial": (lambda: Modern("tutorial"), NAMES_MODERN, {"C1": 25, "C3": 150, "C5": 400, "F6": 120, "Output": 84}, 0.001),
    "d2l": (lambda: Modern("d2l"), NAMES_MODERN, {"C1": 25, "C3": 150, "C5": 400, "F6": 120, "Output": 84}, 0.1),
}


def ours(name, value):
    """Full connection has its weights as [outputs, inputs] here, and [inputs, outputs] in the reproduction of 1989."""
    return value.t() if name in ("H3w", "outw") else value


def fill(net, names, fan_ins):
    """Weights and biases layer by layer, uniform in +-sqrt(3/F), from the generator s = 48271 s mod (2^31 - 1)."""
    s, parameters = 1, dict(net.named_parameters())
    for layer, entries in names.items():
        for name in entries:
            shape, values = ours(name, parameters[name]).shape, []
            for _ in range(parameters[name].numel()):
                s = s * 48271 % 2147483647
                values.append((s / 2147483647 * 2 - 1) * math.sqrt(3 / fan_ins[layer]))
            value = torch.tensor(np.array(values, np.float32)).view(shape)
            parameters[name].data = ours(name, value).contiguous()
