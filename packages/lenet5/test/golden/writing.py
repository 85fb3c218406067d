"""safetensors files of float64."""
import json, struct
import numpy as np
import torch


def save_safetensors(path, tensors):
    header, blob = {}, b""
    for k, v in tensors.items():
        a = np.ascontiguousarray(v.detach().numpy() if torch.is_tensor(v) else v).astype("<f8")
        header[k] = {"dtype": "F64", "shape": list(a.shape), "data_offsets": [len(blob), len(blob) + a.nbytes]}
        blob += a.tobytes()
    text = json.dumps(header).encode(); text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + blob)
