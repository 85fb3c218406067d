"""The blog's network and the paper's as PyTorch modules: the names in their state dict are the blog's.

  blog   no squashing after C1, C3, C5; S2/S4 = coefficient x AVERAGE of 4 + bias, squashed; 28x28 input, C1 pads 2 (replicate)
  paper  every unit up to F6 squashed; S2/S4 = coefficient x SUM of 4 + bias; C1 pads 2 with background (-0.1)
Both end in the fixed RBF layer (7x12 bitmaps): y_i = sum (x - w_i)^2.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

A, S = 1.7159, 2.0 / 3.0
TABLE = ["1000111001111011", "1100011100111101", "1110001110010111", "0111001111001011", "0011100111101101", "0001110011110111"]
BITMAPS = """3e001c3663636363361c0000 0c1c3c0c0c0c0c0c0c3f0000 3e003e6343061c30607f0000 7f03060c1e030303633e0000 3e000033337363 63673f0303
3e007f60603c1e03633e0000 1e3060607e736363733e0000 7f0303060c0c181818180000 3e6363633e636363633e0000 3e67636367 3f0303063c0000"""
HEX = "".join(BITMAPS.split())
BITS = np.array([[[1 if (int(HEX[(d * 12 + r) * 2:(d * 12 + r) * 2 + 2], 16) >> (6 - c)) & 1 else -1 for c in range(7)] for r in range(12)] for d in range(10)])
RBF = BITS.reshape(10, 84).T.copy()  # 84 x 10, int64 as in the blog


class Subsampling(nn.Module):
    def __init__(self, maps):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.zeros(maps)), nn.Parameter(torch.zeros(maps))


class MapConv(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mapInfo", torch.tensor([[int(c) for c in row] for row in TABLE], dtype=torch.long))
        for i in range(16):
            self.add_module("conv%d" % i, nn.Conv2d(int(self.mapInfo[:, i].sum()), 1, 5))


class Output(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("weight", torch.tensor(RBF))


class Net(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.kind = kind
        self.C1 = nn.Conv2d(1, 6, 5)
        self.S2, self.C3, self.S4 = Subsampling(6), MapConv(), Subsampling(16)
        self.C5, self.F6, self.Output = nn.Conv2d(16, 120, 5), nn.Linear(120, 84), Output()

    def init(self, rng):
        def uniform(p, fan_in):
            p.data = torch.tensor(rng.uniform(-2.4 / fan_in, 2.4 / fan_in, tuple(p.shape)), dtype=p.dtype)
        uniform(self.C1.weight, 25); uniform(self.C1.bias, 25)
        for i in range(16):
            c = getattr(self.C3, "conv%d" % i); fan = c.in_channels * 25
            uniform(c.weight, fan); uniform(c.bias, fan)
        for s, n in ((self.S2, 6), (self.S4, 16)):
            if self.kind == "blog":
                uniform(s.weight, 4 * n); s.bias.data = torch.tensor(rng.uniform(0, 1, n), dtype=s.bias.dtype)
            else:
                s.weight.data = torch.tensor(rng.uniform(0.125, 0.375, n), dtype=s.weight.dtype)
        uniform(self.C5.weight, 400); uniform(self.C5.bias, 400)
        uniform(self.F6.weight, 120); uniform(self.F6.bias, 120)

    def pad(self, x):
        """The blog repeats the border pixels; the paper fills with background. They differ where ink touches the border."""
        around = (2, 2, 2, 2)
        return F.pad(x, around, value=-0.1) if self.kind == "paper" else F.pad(x, around, mode="replicate")

    def forward(self, x):
        squash = lambda a: A * torch.tanh(S * a)
        c_squash = squash if self.kind == "paper" else (lambda a: a)
        pool = (lambda a: 4 * F.avg_pool2d(a, 2)) if self.kind == "paper" else (lambda a: F.avg_pool2d(a, 2))
        sub = lambda s, a: squash(pool(a) * s.weight.view(1, -1, 1, 1) + s.bias.view(1, -1, 1, 1))
        t = {}
        t["C1"] = c_squash(self.C1(self.pad(x))); t["S2"] = sub(self.S2, t["C1"])
        t["C3"] = c_squash(torch.cat([getattr(self.C3, "conv%d" % i)(t["S2"].index_select(1, self.C3.mapInfo[:, i].nonzero().squeeze(1))) for i in range(16)], 1))
        t["S4"] = sub(self.S4, t["C3"]); t["C5"] = c_squash(self.C5(t["S4"])).view(-1, 120)
        t["F6"] = squash(self.F6(t["C5"]))
        t["RBF"] = (t["F6"].unsqueeze(-1) - self.Output.weight).pow(2).sum(-2)
        return t
