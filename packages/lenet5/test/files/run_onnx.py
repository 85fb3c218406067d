"""Runs an ONNX file in OpenCV's dnn module: run_onnx.py MODEL IMAGES COUNT OUTPUT, images as bytes of 28x28 pixels.

Prints {"digits": [...], "outputs": [...]}, OUTPUT (distances or scores) of the first 20 images.
"""
import json
import sys

import cv2
import numpy as np

model, images, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
pixels = np.fromfile(images, np.uint8).reshape(count, 1, 28, 28).astype(np.float32)
network = cv2.dnn.readNetFromONNX(model)
network.setInput(pixels)
outputs, digits = network.forward([sys.argv[4], "digit"])
print(json.dumps({"digits": digits.ravel().astype(int).tolist(), "outputs": outputs[:20].ravel().tolist()}))
