"""Runs an ONNX file in OpenCV's dnn module: run_onnx.py MODEL IMAGES COUNT OUTPUT, images as bytes of 28x28 pixels.

Batches of 1, of 7 and of the rest go through one network, as its batch is free. Prints {"digits": [...], "outputs": [...]},
OUTPUT (distances or scores) of the first 20 images.
"""
import json
import sys

import cv2
import numpy as np

model, images, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
pixels = np.fromfile(images, np.uint8).reshape(count, 1, 28, 28).astype(np.float32)
network = cv2.dnn.readNetFromONNX(model)
outputs, digits = [], []
for part in np.split(pixels, [1, 8]):
    network.setInput(part)
    found, answers = network.forward([sys.argv[4], "digit"])
    outputs.append(found)
    digits += answers.ravel().astype(int).tolist()
print(json.dumps({"digits": digits, "outputs": np.concatenate(outputs)[:20].ravel().tolist()}))
