"""The rasters beside this file: left half black, right half white, 40x20, by Pillow 9.4, netpbm 11.1, ImageMagick and heif-enc.

    python3 make.py
"""
import subprocess
from PIL import Image

halves = Image.new("RGB", (40, 20), "white")
halves.paste("black", (0, 0, 20, 20))
for name, picture in {
    "24.bmp": halves,
    "grey.bmp": halves.convert("L"),
    "palette.bmp": halves.quantize(2),
    "1.bmp": halves.convert("1"),
    "32.bmp": halves.convert("RGBA"),
    "raw.pgm": halves.convert("L"),
    "raw.ppm": halves,
    "raw.pbm": halves.convert("1"),
}.items():
    picture.save(name)
for kind in ("pgm", "ppm", "pbm"):
    with open(f"plain.{kind}", "wb") as plain:
        subprocess.run(["pnmtoplainpnm", f"raw.{kind}"], stdout=plain, check=True)
with open("16.pgm", "wb") as deep:
    subprocess.run(["pamdepth", "65535", "raw.pgm"], stdout=deep, check=True)
with open("4.bmp", "wb") as four:
    colours = subprocess.run(["pamdepth", "255", "raw.ppm"], capture_output=True, check=True).stdout
    subprocess.run(["ppmtobmp", "-bpp=4"], input=colours, stdout=four, check=True)
with open("os2.bmp", "wb") as old:
    subprocess.run(["ppmtobmp", "-os2", "raw.ppm"], stdout=old, check=True)
subprocess.run(["convert", "raw.ppm", "-define", "bmp:subtype=RGB565", "565.bmp"], check=True)
subprocess.run(["convert", "raw.ppm", "-type", "palette", "-compress", "RLE", "packed.bmp"], check=True)
halves.save("halves.png")
subprocess.run(["heif-enc", "halves.png", "-o", "halves.heic"], check=True)
