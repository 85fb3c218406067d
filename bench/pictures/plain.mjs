// A network trained on MNIST alone, behind the preparation that most tutorials have: grey, Otsu's threshold, ink is what
// the border is not, a box around each connected piece, its longer side to 20 pixels, centre of mass to the middle.
import { synthesis } from '../../packages/lenet5/scripts/pictures/synthesis.mjs';

/** Pieces smaller than this share of the largest one are dirt. */
const DIRT = 0.05;

/** @param {import('lenet5').Recognizer} recognizer whose `classify` is asked */
export async function plainReader(recognizer) {
  const [{ findComponents }, { centre, crop }, { scaleTo }] = await Promise.all(
    ['components', 'normalise', 'scale'].map((name) => synthesis(`../../../src/recognition/${name}`)),
  );
  const digitOf = (ink) => {
    const scale = 20 / Math.max(ink.width, ink.height);
    const side = (length) => Math.max(1, Math.round(length * scale));
    return recognizer.classify(centre(scaleTo(ink, side(ink.width), side(ink.height))), 28).digit;
  };
  const textOf = ({ picture, kind }) => {
    const ink = inkOf(picture);
    if (!ink.data.some(Boolean)) return '';
    if (kind === 'single') return String(digitOf(crop(ink)));
    const { labels, list } = findComponents(ink);
    const least = DIRT * Math.max(...list.map(({ area }) => area));
    const pieces = list.filter(({ area }) => area >= least).sort((a, b) => a.box.x - b.box.x);
    return pieces.map(({ label, box }) => digitOf(cutOut(ink, labels, label, box))).join('');
  };
  return async (drawn) => drawn.map((each) => ({ text: textOf(each) }));
}

function cutOut(ink, labels, label, { x, y, width, height }) {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (y + row) * ink.width + x + column;
      if (labels[at] === label) data[row * width + column] = ink.data[at];
    }
  }
  return { width, height, data };
}

/** Strength of the ink where it is beyond the threshold, 0 elsewhere. */
function inkOf(picture) {
  const { width, height } = picture;
  const values = greyOf(picture);
  const level = otsu(values);
  const border = [];
  for (let x = 0; x < width; x++) border.push(values[x], values[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) border.push(values[y * width], values[(y + 1) * width - 1]);
  const light = border.filter((value) => value > level).length * 2 >= border.length;
  const data = values.map((value) => (value > level === light ? 0 : Math.max(1, light ? 255 - value : value)));
  return { width, height, data };
}

function greyOf({ data, width, height, channels }) {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const at = i * channels;
    const value = channels < 3 ? data[at] : 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    const share = channels === 2 || channels === 4 ? data[at + channels - 1] / 255 : 1;
    return 255 + (value - 255) * share;
  });
}

/** The level that parts the values into two classes of least variance (Otsu 1979). */
function otsu(values) {
  const histogram = new Float64Array(256);
  for (const value of values) histogram[value]++;
  const total = histogram.reduce((sum, count, value) => sum + count * value, 0);
  let [best, level, count, mass] = [-1, 127, 0, 0];
  for (let value = 0; value < 255; value++) {
    count += histogram[value];
    mass += histogram[value] * value;
    if (count === 0 || count === values.length) continue;
    const distance = mass / count - (total - mass) / (values.length - count);
    const between = count * (values.length - count) * distance ** 2;
    if (between > best) [best, level] = [between, value];
  }
  return level;
}
