"""A training step of the networks of the family in PyTorch, timed. A child of `npm run bench:family`: each line on stdin is
`PRESET BATCH STEPS`, each line on stdout the microseconds of one step.

usage: torch_family.py FOLDER     where family.py is, the networks that our golden values are from
"""
import sys, time
import torch

sys.path.insert(0, sys.argv[1])
from family import FAMILY

torch.set_num_threads(1)
made = {}


def prepare(preset, batch):
    make, _, _, rate = FAMILY[preset]
    net = make()
    for parameter in net.parameters():
        torch.nn.init.uniform_(parameter, -0.1, 0.1)
    pictures = torch.randint(0, 256, (batch, 1, 28, 28)).float()
    labels = torch.randint(0, 10, (batch,))
    optimiser = torch.optim.SGD(net.parameters(), lr=rate)

    def step():
        optimiser.zero_grad(set_to_none=True)
        net.loss(net(net.read(pictures)), labels).backward()
        optimiser.step()

    return step


for line in sys.stdin:
    preset, batch, steps = line.split()
    key = (preset, batch)
    if key not in made:
        made[key] = prepare(preset, int(batch))
    start = time.perf_counter()
    for _ in range(int(steps)):
        made[key]()
    print((time.perf_counter() - start) / int(steps) * 1e6, flush=True)
