"""LeNet-5 in PyTorch, timed. A child of `npm run bench`: one JSON request a line on stdin, one JSON answer on stdout.

usage: torch_bench.py THREADS

Two ways to write the same network:
  blog        as the blog writes it: a module for each map of C3, sixteen convolutions in a Python loop
  vectorised  C3 as one convolution of 6 to 16 maps, its weights multiplied by Table I
              and gradients are dropped, not zeroed, before a step
Both pad inside forward, both step with torch.optim.SGD, both get their pictures as ready tensors.
"""
import base64, json, sys, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

A, S = 1.7159, 2.0 / 3.0


class Subsampling(nn.Module):
    def __init__(self, maps):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.zeros(maps)), nn.Parameter(torch.zeros(maps))


class MapConv(nn.Module):
    """C3 as in the blog: map by map, and for each map its column of Table I is looked through anew."""

    def __init__(self, table):
        super().__init__()
        info = torch.zeros(6, 16, dtype=torch.long)
        for i, inputs in enumerate(table):
            info[inputs, i] = 1
            self.add_module("conv%d" % i, nn.Conv2d(len(inputs), 1, 5))
        self.register_buffer("mapInfo", info)

    def inputs(self, i):
        return self.mapInfo[:, i].nonzero().squeeze(1)

    def forward(self, x):
        maps = [getattr(self, "conv%d" % i)(x.index_select(1, self.inputs(i))) for i in range(16)]
        return torch.cat(maps, 1)

    def load(self, weights):
        for i in range(16):
            conv = getattr(self, "conv%d" % i)
            conv.weight.data = weights["C3.conv%d.weight" % i].clone()
            conv.bias.data = weights["C3.conv%d.bias" % i].clone()

    def named(self):
        return {"C3.%s" % name: p for name, p in self.named_parameters()}


class TableConv(nn.Module):
    """C3 as one convolution. The factor 0 of the table keeps both weight and gradient of what is not connected at 0."""

    def __init__(self, table):
        super().__init__()
        self.table = table
        mask = torch.zeros(16, 6, 1, 1)
        for i, inputs in enumerate(table):
            mask[i, inputs] = 1
        self.register_buffer("mask", mask)
        self.weight, self.bias = nn.Parameter(torch.zeros(16, 6, 5, 5)), nn.Parameter(torch.zeros(16))

    def forward(self, x):
        return F.conv2d(x, self.weight * self.mask, self.bias)

    def load(self, weights):
        self.weight.data.zero_()
        for i, inputs in enumerate(self.table):
            self.weight.data[i, inputs] = weights["C3.conv%d.weight" % i][0]
            self.bias.data[i] = weights["C3.conv%d.bias" % i][0]

    def named(self):
        found = {}
        for i, inputs in enumerate(self.table):
            found["C3.conv%d.weight" % i] = self.weight[i, inputs]
            found["C3.conv%d.bias" % i] = self.bias[i]
        return found


class Net(nn.Module):
    def __init__(self, preset, code, table, bitmaps):
        super().__init__()
        self.paper = preset == "paper"
        self.C1, self.S2 = nn.Conv2d(1, 6, 5), Subsampling(6)
        self.C3, self.S4 = (MapConv if code == "blog" else TableConv)(table), Subsampling(16)
        self.C5, self.F6 = nn.Conv2d(16, 120, 5), nn.Linear(120, 84)
        # int64 as in the blog, float32 where the author had looked for speed
        codes = torch.tensor(bitmaps, dtype=torch.long).t().contiguous()
        self.register_buffer("codes", codes if code == "blog" else codes.float())

    def load(self, weights):
        for name in ("C1", "S2", "S4", "C5", "F6"):
            layer = getattr(self, name)
            layer.weight.data, layer.bias.data = weights[name + ".weight"].clone(), weights[name + ".bias"].clone()
        self.C3.load(weights)

    def named(self):
        rest = {name: p for name, p in self.named_parameters() if not name.startswith("C3.")}
        return {**rest, **self.C3.named()}

    def squash(self, a):
        return A * torch.tanh(S * a)

    def subsample(self, layer, a):
        pooled = F.avg_pool2d(a, 2)
        pooled = 4 * pooled if self.paper else pooled
        return self.squash(pooled * layer.weight.view(1, -1, 1, 1) + layer.bias.view(1, -1, 1, 1))

    def forward(self, x):
        between = self.squash if self.paper else (lambda a: a)
        around = (2, 2, 2, 2)
        x = F.pad(x, around, value=-0.1) if self.paper else F.pad(x, around, mode="replicate")
        x = self.subsample(self.S2, between(self.C1(x)))
        x = self.subsample(self.S4, between(self.C3(x)))
        x = between(self.C5(x)).view(-1, 120)
        x = self.squash(self.F6(x))
        return (x.unsqueeze(-1) - self.codes).pow(2).sum(-2)


def floats(text):
    return torch.from_numpy(np.frombuffer(base64.b64decode(text), dtype="<f4").copy())


def text(tensor):
    return base64.b64encode(np.ascontiguousarray(tensor.detach().numpy().astype("<f4")).tobytes()).decode()


class Bench:
    def __init__(self):
        self.subjects = {}

    def samples(self, pixels, labels, table, bitmaps):
        raw = np.frombuffer(base64.b64decode(pixels), dtype=np.uint8).reshape(-1, 1, 28, 28)
        self.images = torch.from_numpy((raw.astype(np.float64) / 255 * 1.275 - 0.1).astype(np.float32))
        self.labels, self.table, self.bitmaps = torch.tensor(labels), table, bitmaps
        self.start = {}
        return {"torch": torch.__version__, "threads": torch.get_num_threads()}

    def weights(self, preset, weights):
        self.start[preset] = {name: floats(w["data"]).view(w["shape"]) for name, w in weights.items()}
        return {}

    def make(self, id, preset, code, batch):
        net = Net(preset, code, self.table, self.bitmaps)
        inputs = [self.images[i:i + batch].clone() for i in range(0, len(self.images), batch)]
        labels = [self.labels[i:i + batch].clone() for i in range(0, len(self.images), batch)]
        self.subjects[id] = (net, self.start[preset], inputs, labels, code == "vectorised")
        return {}

    def steps(self, id, count, rate):
        net, start, inputs, labels, drop = self.subjects[id]
        net.load(start)
        optimiser = torch.optim.SGD(net.parameters(), lr=rate)
        begin = time.perf_counter()
        for i in range(count):
            x, label = inputs[i % len(inputs)], labels[i % len(inputs)]
            optimiser.zero_grad(set_to_none=drop)
            distances = net(x)
            loss = distances[0, label[0]] if len(label) == 1 else distances.gather(1, label.view(-1, 1)).mean()
            loss.backward()
            optimiser.step()
        return (time.perf_counter() - begin) * 1000

    def train(self, id, count, rate):
        self.steps(id, count, rate)
        return {"weights": {name: text(p) for name, p in self.subjects[id][0].named().items()}}

    def step(self, id, count, rate):
        return {"ms": self.steps(id, count, rate)}

    def outputs(self, id):
        net, start, inputs = self.subjects[id][:3]
        net.load(start)
        with torch.no_grad():
            return {"outputs": text(torch.cat([net(x) for x in inputs]))}

    def forward(self, id, count):
        net, start, inputs = self.subjects[id][:3]
        net.load(start)
        with torch.no_grad():
            begin = time.perf_counter()
            for i in range(count):
                net(inputs[i % len(inputs)])
            return {"ms": (time.perf_counter() - begin) * 1000}


def main():
    torch.set_num_threads(int(sys.argv[1]))
    bench = Bench()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(bench, request.pop("op"))(**request)
        except Exception as error:  # the parent has to hear of it, whatever it is
            answer = {"error": "%s: %s" % (type(error).__name__, error)}
        print(json.dumps(answer), flush=True)


main()
