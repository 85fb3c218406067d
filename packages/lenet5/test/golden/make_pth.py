#!/usr/bin/env python3
"""Makes the small files in pth/ with PyTorch: what people save in practice, one peculiarity each.

usage: make_pth.py OUT_DIR

Each file NAME.pth is described by an entry of expected.json: the tensors that a reader must find, with PyTorch's type,
shape and values (as numbers, or as text for whole numbers beyond 2^53).
"""
import collections, json, pathlib, sys, zipfile
import numpy as np
import torch
import torch.nn as nn

OUT = pathlib.Path(sys.argv[1])
expected = {}


def describe(state):
    return {name: {"dtype": str(t.dtype).replace("torch.", ""), "shape": list(t.shape),
                   "values": [int(v) if isinstance(v, bool) else str(v) if isinstance(v, int) and abs(v) > 2 ** 53 else v for v in t.detach().reshape(-1).tolist()]}
            for name, t in state.items()}


def save(name, saved, state=None, **options):
    for form, zipped in (("zip", True), ("legacy", False)):
        torch.save(saved, OUT / f"{name}-{form}.pth", _use_new_zipfile_serialization=zipped, **options)
        expected[f"{name}-{form}"] = describe(saved if state is None else state)


torch.manual_seed(1)
numbers = torch.randn(2, 3)
save("floats", collections.OrderedDict(
    float64=torch.tensor([np.pi, -1e300, 5e-324], dtype=torch.float64), float32=torch.tensor([np.pi, -1e38, 1e-45]),
    float16=torch.tensor([np.pi, -65504, 6e-8], dtype=torch.float16), bfloat16=torch.tensor([np.pi, -1e38, 1e-38], dtype=torch.bfloat16),
    empty=torch.zeros(0, 4), scalar=torch.tensor(2.5)))
save("integers", collections.OrderedDict(
    int64=torch.tensor([1, -1, 2 ** 62 + 1]), int32=torch.tensor([1, -2 ** 31], dtype=torch.int32), int16=torch.tensor([1, -2 ** 15], dtype=torch.int16),
    int8=torch.tensor([1, -128], dtype=torch.int8), uint8=torch.tensor([0, 255], dtype=torch.uint8), bool=torch.tensor([True, False]), weight=numbers))
whole = torch.arange(24, dtype=torch.float32)
save("views", collections.OrderedDict(
    whole=whole, part=whole[5:9], grid=whole.view(2, 3, 4), transposed=whole.view(4, 6).t(), strided=whole[1::3],
    permuted=whole.view(2, 3, 4).permute(2, 0, 1), expanded=whole[3:4].expand(3, 2), half=whole.view(4, 6)[1:3, 2:4]))
model = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
save("module", model.state_dict())
save("parameters", dict(weight=nn.Parameter(numbers.clone()), bias=nn.Parameter(torch.ones(2), requires_grad=False)))
save("wrapped", collections.OrderedDict(("module." + k, v) for k, v in model.state_dict().items()), model.state_dict())
optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
model(torch.randn(4, 3)).sum().backward()
optimiser.step()
for key in ("state_dict", "model", "net"):
    save("checkpoint-" + key, {"epoch": 3, "best": np.float64(0.5), "name": "tiny", key: model.state_dict(), "optimizer": optimiser.state_dict(), "history": [1.0, None, (True, 2 ** 70)]}, model.state_dict())
save("protocol4", model.state_dict(), pickle_protocol=4)
tag = torch.serialization.location_tag
torch.serialization.location_tag = lambda storage: "cuda:0"
save("cuda", model.state_dict())
torch.serialization.location_tag = tag

# The same zip file packed again: with compression, with Zip64 fields and a comment, and by a writer that streams.
class Pipe:
    """A file that cannot seek: then zipfile leaves the sizes out of the local headers."""
    def __init__(self, file): self.file = file
    def write(self, data): return self.file.write(data)
    def flush(self): self.file.flush()

source = zipfile.ZipFile(OUT / "module-zip.pth")
for name, method, streamed in (("deflated", zipfile.ZIP_DEFLATED, False), ("streamed", zipfile.ZIP_DEFLATED, True), ("commented", zipfile.ZIP_STORED, False)):
    with open(OUT / f"{name}-zip.pth", "wb") as file, zipfile.ZipFile(Pipe(file) if streamed else file, "w", method) as target:
        for entry in source.infolist():
            with target.open(zipfile.ZipInfo(entry.filename) if method == zipfile.ZIP_STORED else entry.filename, "w", force_zip64=name == "commented") as out:
                out.write(source.read(entry))
        if name == "commented":
            target.comment = b"PK\5\6 is how an end begins " * 3
    expected[f"{name}-zip"] = expected["module-zip"]

(OUT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
