#!/usr/bin/env python3
"""Makes layouts/: two small files of the tutorials' network, and what PyTorch answers with them to the 10,000 test images.

usage: make_layouts.py MNIST_DIR OUT_DIR

The classes, and how they are trained and saved, are in ../files/family_classes.py and family_files.py; answers.json has a
digit for each image.
"""
import json, pathlib, subprocess, sys

mnist, out = sys.argv[1:]
script = pathlib.Path(__file__).parent.parent / "files" / "family_files.py"
names = ["narrow.pth", "narrow.safetensors"]
made = json.loads(subprocess.check_output([sys.executable, str(script), "make", "10000", mnist, out, *names]))
text = json.dumps({name: "".join(map(str, answers)) for name, answers in made.items()}, indent=2)
(pathlib.Path(out) / "answers.json").write_text(text + "\n")
