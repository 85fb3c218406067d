"""Checkpoints as training scripts write them, with other objects beside the weights.

usage: checkpoints.py make DIR           saves them; prints their names
       checkpoints.py clean DIR FILE "LINE"   runs the line that the refusal of FILE gives, with path set, in DIR
"""
import argparse, json, os, pathlib, sys
import numpy
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)


mode, folder = sys.argv[1:3]
os.chdir(folder)
if mode == "clean":
    path = sys.argv[3]
    exec(sys.argv[4])
    print("null")
    sys.exit()

torch.manual_seed(1)
net = Net()
state = net.state_dict()
adam = torch.optim.Adam(net.parameters())
sum(parameter.sum() for parameter in net.parameters()).backward()
adam.step()
settings = argparse.Namespace(lr=0.1, layers=[1, 2], device=torch.device("cpu"))
FILES = {
    "optimizer.pth": {"epoch": 3, "model_state_dict": state, "optimizer_state_dict": adam.state_dict(), "loss": torch.tensor(0.1)},
    "namespace.pth": {"args": settings, "state_dict": state},
    "scalar.pth": {"model": state, "best": numpy.float64(0.99), "seen": numpy.int64(60000)},
    "array.pth": {"curve": numpy.arange(6.0).reshape(2, 3), "state_dict": state},
    "path.pth": {"state_dict": state, "from": pathlib.Path("runs/1")},
}
for name, content in FILES.items():
    torch.save(content, name)
    torch.save(content, "legacy-" + name, _use_new_zipfile_serialization=False)
torch.save(state, "state.pth")
torch.save(net, "module.pth")
torch.save({"epoch": 3, "optimizer": adam, "net": net}, "modules.pth")
torch.save({"epoch": 3, "hook": Net, "model": state}, "class.pth")
print(json.dumps([*FILES, *("legacy-" + name for name in FILES)]))
