// Windows of 32×32 pixels of strings of digits, as a network sees them that is slid along the string: with a digit in the
// middle and parts of its neighbours, or with no digit in the middle.

const SIDE = 32;
const MIDDLE = SIDE / 2;
/** Pixels brighter than this are ink, where widths are measured. */
const EDGE = 40;
/** A digit within this many pixels of the middle is in the middle: windows are 4 apart. */
const CENTRED = 2.2;
/** Nearer than this it is neither in the middle nor out of it: such windows are not used. */
const OFF_CENTRE = 4.2;
/** Narrower digits leave room for a second neighbour on their side. */
const NARROW = 10;

/** First and last column of the ink of each picture. */
function columnsOf({ images, count }) {
  const columns = new Int8Array(2 * count);
  for (let i = 0; i < count; i++) {
    let [left, right] = [27, 0];
    for (let p = 0; p < 784; p++) {
      if (images[i * 784 + p] <= EDGE) continue;
      left = Math.min(left, p % 28);
      right = Math.max(right, p % 28);
    }
    columns.set([left, Math.max(left, right)], 2 * i);
  }
  return columns;
}

export class Windows {
  /** The last window made, 0 background to 255 ink. */
  pixels = new Uint8Array(SIDE * SIDE);

  /** @param {import('lenet5').Dataset} data @param random of math/random.ts */
  constructor(data, random) {
    this.data = data;
    this.random = random;
    this.columns = columnsOf(data);
  }

  /** Makes a window. @returns {number} the digit in its middle, −1 where there is none */
  next() {
    for (;;) {
      this.pixels.fill(0);
      this.shear = this.random.uniform(-0.2, 0.2);
      const kind = this.random.uniform(0, 1);
      const label = kind < 0.55 ? this.digitInTheMiddle() : kind < 0.8 ? this.gapInTheMiddle() : this.digitAside();
      if (label !== null) return label;
    }
  }

  digitInTheMiddle() {
    const digit = this.draw();
    const left = MIDDLE - digit.width / 2 + this.random.uniform(-CENTRED, CENTRED);
    this.paste(digit, left);
    this.neighbours(left + digit.width, 1);
    this.neighbours(left, -1);
    return this.data.labels[digit.index];
  }

  /** Between two digits; nothing where one of them is so narrow that its middle is near. */
  gapInTheMiddle() {
    const [before, after] = [this.draw(), this.draw()];
    const [gap, middle] = [this.gap(), MIDDLE + this.random.uniform(-1.5, 1.5)];
    const [first, second] = [middle - gap / 2 - before.width, middle + gap / 2];
    if (this.nearMiddle(before, first) || this.nearMiddle(after, second)) return null;
    this.paste(before, first);
    this.paste(after, second);
    return -1;
  }

  digitAside() {
    const digit = this.draw();
    const side = this.random.uniform(-1, 1) < 0 ? -1 : 1;
    const left = MIDDLE + side * this.random.uniform(OFF_CENTRE, 14) - digit.width / 2;
    this.paste(digit, left);
    const inner = this.draw();
    const gap = this.gap();
    const place = side > 0 ? left - gap - inner.width : left + digit.width + gap;
    if (this.random.uniform(0, 1) < 0.7 && !this.nearMiddle(inner, place)) this.paste(inner, place);
    this.neighbours(side > 0 ? left + digit.width : left, side);
    return -1;
  }

  nearMiddle(digit, left) {
    return Math.abs(left + digit.width / 2 - MIDDLE) < OFF_CENTRE;
  }

  /** One digit beside `edge`, or two, or none. */
  neighbours(edge, side) {
    if (this.random.uniform(0, 1) > 0.75) return;
    for (let count = 0; count < 2; count++) {
      const digit = this.draw();
      const gap = this.gap();
      this.paste(digit, side > 0 ? edge + gap : edge - gap - digit.width);
      if (digit.width >= NARROW) return;
      edge += side * (gap + digit.width);
    }
  }

  /** Mostly narrow, down to an overlap of 4 pixels. */
  gap() {
    return Math.round(-4 + this.random.uniform(0, 1) * this.random.uniform(0, 16));
  }

  draw() {
    const index = this.random.below(this.data.count);
    const across = this.random.uniform(0.85, 1.15);
    const width = (this.columns[2 * index + 1] - this.columns[2 * index] + 1) * across;
    const down = this.random.uniform(0.8, 1.1);
    return { index, across, down, width, shift: Math.round(this.random.uniform(-1.5, 1.5)) };
  }

  /** Adds a digit whose ink begins at column `left`, between pixels by linear interpolation along the row. */
  paste({ index, across, down, shift }, left) {
    const { images } = this.data;
    for (let y = 0; y < SIDE; y++) {
      const row = Math.round((y - 15.5 - shift) / down + 13.5);
      if (row < 0 || row > 27) continue;
      const at = index * 784 + row * 28;
      const sheared = left + this.shear * (y - 15.5);
      for (let x = 0; x < SIDE; x++) {
        const column = (x - sheared) / across + this.columns[2 * index];
        const whole = Math.floor(column);
        if (whole < -1 || whole > 27) continue;
        const [a, b] = [whole >= 0 ? images[at + whole] : 0, whole < 27 ? images[at + whole + 1] : 0];
        const value = a + (b - a) * (column - whole);
        if (value > this.pixels[y * SIDE + x]) this.pixels[y * SIDE + x] = value;
      }
    }
  }
}
