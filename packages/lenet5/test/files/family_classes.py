"""The tutorials' network in the classes that people write it as, told apart by a short word.

All compute the same from the same weights; what differs is how the state dict names and shapes them.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (6, 16, 120, 84, 10)


def parts(kind):
    return (nn.ReLU, lambda: nn.MaxPool2d(2)) if kind == "tutorial" else (nn.Sigmoid, lambda: nn.AvgPool2d(2))


class Named(nn.Module):
    """The PyTorch tutorial: conv1, conv2, fc1, fc2, fc3, the rest in forward."""

    def __init__(self, kind, padding, widths):
        super().__init__()
        c1, c3, c5, f6, classes = widths
        self.squash, self.pool = parts(kind)[0](), parts(kind)[1]()
        self.conv1, self.conv2 = nn.Conv2d(1, c1, 5, padding=padding), nn.Conv2d(c1, c3, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(25 * c3, c5), nn.Linear(c5, f6), nn.Linear(f6, classes)

    def forward(self, x):
        x = self.pool(self.squash(self.conv2(self.pool(self.squash(self.conv1(x))))))
        return self.fc3(self.squash(self.fc2(self.squash(self.fc1(x.flatten(1))))))


def sequential(kind, padding, widths):
    """d2l: nn.Sequential alone."""
    c1, c3, c5, f6, classes = widths
    squash, pool = parts(kind)
    return nn.Sequential(
        nn.Conv2d(1, c1, 5, padding=padding), squash(), pool(), nn.Conv2d(c1, c3, 5), squash(), pool(), nn.Flatten(),
        nn.Linear(25 * c3, c5), squash(), nn.Linear(c5, f6), squash(), nn.Linear(f6, classes))


class Net(nn.Module):
    """The English d2l: self.net = nn.Sequential(...)."""

    def __init__(self, kind, padding, widths):
        super().__init__()
        self.net = sequential(kind, padding, widths)

    def forward(self, x):
        return self.net(x)


class Features(nn.Module):
    """As torchvision's models: features and classifier; C5 is a convolution, as in the paper."""

    def __init__(self, kind, padding, widths):
        super().__init__()
        c1, c3, c5, f6, classes = widths
        squash, pool = parts(kind)
        self.features = nn.Sequential(
            nn.Conv2d(1, c1, 5, padding=padding), squash(), pool(), nn.Conv2d(c1, c3, 5), squash(), pool(), nn.Conv2d(c3, c5, 5), squash())
        self.classifier = nn.Sequential(nn.Linear(c5, f6), squash(), nn.Linear(f6, classes))

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class ByHand(nn.Module):
    """Matrices of one's own, [inputs, outputs]."""

    def __init__(self, kind, padding, widths):
        super().__init__()
        c1, c3, c5, f6, classes = widths
        self.squash, self.pool, self.padding = parts(kind)[0](), parts(kind)[1](), padding
        shapes = {"w1": (c1, 1, 5, 5), "b1": (c1,), "w2": (c3, c1, 5, 5), "b2": (c3,), "w3": (25 * c3, c5), "b3": (c5,), "w4": (c5, f6), "b4": (f6,), "w5": (f6, classes), "b5": (classes,)}
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))

    def forward(self, x):
        x = self.pool(self.squash(F.conv2d(x, self.w1, self.b1, padding=self.padding)))
        x = self.pool(self.squash(F.conv2d(x, self.w2, self.b2))).flatten(1)
        x = self.squash(self.squash(x @ self.w3 + self.b3) @ self.w4 + self.b4)
        return x @ self.w5 + self.b5


CLASSES = {"named": Named, "sequential": sequential, "net": Net, "features": Features, "by-hand": ByHand}

# File: class, kind, padding of conv1 (0 for pictures that are 32x32 already), what is put around the state dict, widths.
FILES = {
    "named.pth": ("named", "tutorial", 2, "", WIDTHS),
    "sequential.pth": ("sequential", "d2l", 2, "", WIDTHS),
    "net.pth": ("net", "d2l", 2, "", WIDTHS),
    "features.pth": ("features", "tutorial", 2, "", WIDTHS),
    "parallel.pth": ("named", "tutorial", 2, "module", WIDTHS),
    "checkpoint.pth": ("net", "tutorial", 2, "checkpoint", WIDTHS),
    "lightning.ckpt": ("named", "d2l", 2, "state_dict", WIDTHS),
    "side32.pth": ("named", "tutorial", 0, "", WIDTHS),
    "by-hand.pth": ("by-hand", "tutorial", 2, "", WIDTHS),
    "legacy.pth": ("sequential", "tutorial", 2, "legacy", WIDTHS),
    "named.safetensors": ("named", "tutorial", 2, "safetensors", WIDTHS),
    "prefixed.safetensors": ("net", "d2l", 2, "model.", WIDTHS),
    "narrow.pth": ("features", "tutorial", 2, "", (4, 8, 24, 20, 10)),
    "narrow.safetensors": ("net", "d2l", 2, "model.", (4, 8, 24, 20, 10)),
    "standardised.pth": ("named", "tutorial", 2, "", WIDTHS),
    "standardised32.pth": ("named", "tutorial", 0, "", WIDTHS),
}


def network(name):
    kind = FILES[name]
    return CLASSES[kind[0]](kind[1], kind[2], kind[4])


def pictures(name, pixels):
    """0...255 uint8 [N, 28, 28] -> what the class is given."""
    x = torch.tensor(pixels).view(-1, 1, 28, 28).float() / 255
    x = x if FILES[name][2] else F.pad(x, (2, 2, 2, 2))
    return (x - 0.1307) / 0.3081 if name.startswith("standardised") else x
