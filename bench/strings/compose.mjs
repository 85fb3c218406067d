// Strings of MNIST digits as pictures: dark ink on white paper.

const MARGIN = 12;
/** Pixels brighter than this are ink, where distances between digits are measured. */
const EDGE = 40;

/** First and last column with ink. */
function columnsOf(images, index) {
  let [left, right] = [27, 0];
  for (let p = 0; p < 784; p++) {
    if (images[index * 784 + p] <= EDGE) continue;
    left = Math.min(left, p % 28);
    right = Math.max(right, p % 28);
  }
  return { left, width: Math.max(1, right - left + 1) };
}

/**
 * Digits of a data set side by side, `spacing` pixels from ink to ink; below 0 they overlap.
 * @param {import('lenet5').Dataset} data
 * @param {readonly number[]} indices
 * @param {number} spacing
 * @returns {{ picture: import('lenet5').Picture, label: string }}
 */
export function compose({ images, labels }, indices, spacing) {
  const columns = indices.map((index) => columnsOf(images, index));
  const width = 2 * MARGIN + columns.reduce((sum, column) => sum + column.width + spacing, -spacing);
  const height = 28 + 2 * MARGIN;
  const data = new Uint8Array(width * height).fill(255);
  let place = MARGIN;
  indices.forEach((index, i) => {
    const { left, width: own } = columns[i];
    for (let p = 0; p < 784; p++) {
      const x = place + (p % 28) - left;
      if (x < 0 || x >= width) continue;
      const at = (MARGIN + Math.floor(p / 28)) * width + x;
      data[at] = Math.min(data[at], 255 - images[index * 784 + p]);
    }
    place += own + spacing;
  });
  return { picture: { data, width, height, channels: 1 }, label: indices.map((index) => labels[index]).join('') };
}

/** Numbers from 0 to 2^32 − 1, always the same (xorshift32, Marsaglia 2003). */
export function* numbers(seed) {
  for (let state = seed; ; yield state >>> 0) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
}
