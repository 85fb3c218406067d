import { type Crop, pixelRowsOf } from './picture.js';
import { type Plane, plane } from './plane.js';

/** Rows of a picture, with opaque channels side by side. */
interface Rows {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `count` rows from row `first` on; what was given before may change. */
  take(first: number, count: number): Uint8Array | Uint8ClampedArray;
}

/** Opaque channels of 0 to 255, one (grey) or three (red, green, blue), reduced by a whole factor. */
export function channelsOf(crop: Crop, factor: number): readonly Plane[] {
  const { width, height } = crop.box;
  const { channels } = crop.picture;
  const rows = { width, height, channels, take: pixelRowsOf(crop, factor) };
  return reduce(channels % 2 === 0 ? composite(rows, factor) : rows, factor);
}

/** The picture without its alpha channel, on paper of one colour, at most `most` rows at a time. */
function composite(picture: Rows, most: number): Rows {
  const { width, height } = picture;
  const colours = picture.channels === 4 ? 3 : 1;
  const paper = paperUnder(picture, colours);
  const opaque = new Uint8Array(width * Math.min(most, height) * colours);
  const take = (first: number, count: number) => {
    const data = picture.take(first, count);
    const end = width * count * colours;
    for (let i = 0, p = 0; i < end; p++) {
      const alpha = data[p + colours] as number;
      for (let c = 0; c < colours; c++, i++, p++) {
        const value = data[p] as number;
        opaque[i] = alpha === 255 ? value : (value * alpha + (paper[c] as number) * (255 - alpha)) / 255;
      }
    }
    return opaque;
  };
  return { width, height, channels: colours, take };
}

/** Share of opaque pixels from which on the picture is a sheet with holes and not ink without a sheet. */
const SHEET = 0.5;

/**
 * The colour to put under transparent pixels: that of the sheet where there is one, else white under dark ink and black
 * under light ink, so that ink that exists only in the alpha channel shows.
 */
function paperUnder({ width, height, channels, take }: Rows, colours: number): readonly number[] {
  const histograms = Array.from({ length: colours }, () => new Float64Array(256));
  let opaque = 0;
  for (let y = 0; y < height; y++) {
    const data = take(y, 1);
    for (let p = 0; p < width * channels; p += channels) {
      const alpha = data[p + colours] as number;
      opaque += alpha;
      for (let c = 0; c < colours; c++) {
        const histogram = histograms[c] as Float64Array;
        const value = data[p + c] as number;
        histogram[value] = (histogram[value] as number) + alpha;
      }
    }
  }
  const means = histograms.map((histogram) => histogram.reduce((sum, count, value) => sum + count * value, 0) / opaque);
  const spread = histograms.map((histogram, c) => deviation(histogram, means[c] as number, opaque));
  const isSheet = opaque > SHEET * 255 * width * height && Math.max(...spread) > 25;
  if (isSheet) return histograms.map((histogram) => median(histogram, opaque));
  const light = opaque > 0 && means.reduce((sum, mean) => sum + mean, 0) / colours > 127;
  return means.map(() => (light ? 0 : 255));
}

function deviation(histogram: Float64Array, mean: number, total: number): number {
  return Math.sqrt(histogram.reduce((sum, count, value) => sum + count * (value - mean) ** 2, 0) / total);
}

function median(histogram: Float64Array, total: number): number {
  let [value, sum] = [0, histogram[0] as number];
  while (sum < total / 2 && value < 255) sum += histogram[++value] as number;
  return value;
}

/** One channel where ink stands out: luminance, unless another channel shows far more fine contrast (yellow on white). */
export function grey(channels: readonly Plane[]): Plane {
  const [red, green, blue] = channels;
  if (!red || !green || !blue) return red as Plane;
  const luminance = plane(red.width, red.height);
  for (let i = 0; i < luminance.data.length; i++) {
    const sum = 77 * (red.data[i] as number) + 151 * (green.data[i] as number) + 28 * (blue.data[i] as number);
    luminance.data[i] = sum >> 8;
  }
  const candidates = [luminance, red, green, blue];
  const contrasts = candidates.map(fineContrast);
  let best = 0;
  for (let i = 1; i < 4; i++) {
    const needed = best === 0 ? COLOUR_GAIN : 1;
    if ((contrasts[i] as number) > needed * (contrasts[best] as number)) best = i;
  }
  return candidates[best] as Plane;
}

/** Single channels are noisier than luminance: one must show this many times its contrast. */
const COLOUR_GAIN = 1.6;

/** Root mean square of differences over a short distance, a measure that slow shading does not enter. */
function fineContrast({ width, height, data }: Plane): number {
  const reach = Math.max(1, Math.round(Math.min(width, height) / 50));
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / 40_000)));
  let [sum, count] = [0, 1];
  for (let y = 0; y + reach < height; y += step) {
    for (let x = 0; x + reach < width; x += step) {
      const value = data[y * width + x] as number;
      const right = value - (data[y * width + x + reach] as number);
      const down = value - (data[(y + reach) * width + x] as number);
      sum += right * right + down * down;
      count++;
    }
  }
  return Math.sqrt(sum / count);
}

/** Interleaved channels become planes, averaged over factor×factor pixels; what is left over at the end is cut off. */
function reduce({ width, height, channels, take }: Rows, factor: number): Plane[] {
  const [columns, rows] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const [across, down] = [Math.min(factor, width), Math.min(factor, height)];
  const share = 1 / (across * down);
  const sums = new Uint32Array(columns * across);
  const planes = Array.from({ length: channels }, () => plane(columns, rows));
  for (let row = 0; row < rows; row++) {
    const data = take(row * factor, down);
    for (const [c, result] of planes.entries()) {
      for (let x = 0, p = c; x < sums.length; x++, p += channels) sums[x] = data[p] as number;
      for (let k = 1; k < down; k++) {
        for (let x = 0, p = k * width * channels + c; x < sums.length; x++, p += channels) {
          sums[x] = (sums[x] as number) + (data[p] as number);
        }
      }
      for (let column = 0, x = 0, i = row * columns; column < columns; column++, i++) {
        let sum = 0;
        for (const end = x + across; x < end; x++) sum += sums[x] as number;
        result.data[i] = sum * share + 0.5;
      }
    }
  }
  return planes;
}

/** Every step-th pixel of every step-th row, so that about `pixels` are left. */
export function thinOut({ width, height, data }: Plane, pixels: number): Plane {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / pixels)));
  if (step === 1) return { width, height, data };
  const result = plane(Math.ceil(width / step), Math.ceil(height / step));
  for (let y = 0, i = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step, i++) result.data[i] = data[y * width + x] as number;
  }
  return result;
}
