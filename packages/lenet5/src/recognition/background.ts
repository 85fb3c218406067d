import { type Plane, plane } from './plane.js';

/** Pixels on which the background is estimated at most: it is smooth, so a reduced picture will do. */
const ENOUGH = 40_000;

/**
 * The paper as it would look without ink that is darker and thinner than `size` pixels: a grey closing (maximum, then
 * minimum over size×size), which keeps shadows and the slope of light as they are.
 */
export function paperOf(picture: Plane, size: number): Plane {
  const factor = Math.max(1, Math.ceil(Math.sqrt((picture.width * picture.height) / ENOUGH)));
  const small = pool(picture, factor);
  const reach = Math.max(1, Math.round(size / factor / 2));
  const closed = extreme(extreme(small, reach, 1), reach, -1);
  return factor === 1 ? closed : enlarge(closed, picture.width, picture.height, factor);
}

/** The lightest value of each factor×factor block. */
function pool({ width, height, data }: Plane, factor: number): Plane {
  const result = plane(Math.ceil(width / factor), Math.ceil(height / factor));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / factor) * result.width;
    for (let block = 0; block < result.width; block++) {
      let most = result.data[row + block] as number;
      const end = y * width + Math.min(width, (block + 1) * factor);
      for (let i = y * width + block * factor; i < end; i++) if ((data[i] as number) > most) most = data[i] as number;
      result.data[row + block] = most;
    }
  }
  return result;
}

/** The largest (sign 1) or smallest (sign −1) value within `reach` pixels in both directions. */
function extreme(source: Plane, reach: number, sign: 1 | -1): Plane {
  const { width, height } = source;
  const across = plane(width, height);
  for (let y = 0; y < height; y++) slide(source.data, across.data, y * width, 1, width, reach, sign);
  const both = plane(width, height);
  for (let x = 0; x < width; x++) slide(across.data, both.data, x, width, height, reach, sign);
  return both;
}

/** One line of it, with a queue of the candidates still in reach, best first. */
function slide(
  source: Uint8Array,
  target: Uint8Array,
  start: number,
  step: number,
  length: number,
  reach: number,
  sign: number,
): void {
  const queue = new Int32Array(length);
  let [head, tail] = [0, 0];
  for (let i = 0; i < length + reach; i++) {
    if (i < length) {
      const value = sign * (source[start + i * step] as number);
      while (tail > head && sign * (source[start + (queue[tail - 1] as number) * step] as number) <= value) tail--;
      queue[tail++] = i;
    }
    const place = i - reach;
    if (place < 0) continue;
    while ((queue[head] as number) < place - reach) head++;
    target[start + place * step] = source[start + (queue[head] as number) * step] as number;
  }
}

/** Bilinear, down and then across, the centre of each small pixel in the middle of its block. */
function enlarge(small: Plane, width: number, height: number, factor: number): Plane {
  const result = plane(width, height);
  const columns = Array.from({ length: width }, (_, x) => neighbours(x, factor, small.width));
  const left = Int32Array.from(columns, ([first]) => first);
  const right = Int32Array.from(columns, ([, second]) => second);
  const weights = Float32Array.from(columns, ([, , weight]) => weight);
  const row = new Float32Array(small.width);
  for (let y = 0; y < height; y++) {
    const [upper, lower, down] = neighbours(y, factor, small.height);
    for (let x = 0; x < small.width; x++) {
      const above = small.data[upper * small.width + x] as number;
      row[x] = above + ((small.data[lower * small.width + x] as number) - above) * down;
    }
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const first = row[left[x] as number] as number;
      result.data[i] = first + ((row[right[x] as number] as number) - first) * (weights[x] as number) + 0.5;
    }
  }
  return result;
}

function neighbours(place: number, factor: number, length: number): [number, number, number] {
  const at = Math.min(length - 1, Math.max(0, (place + 0.5) / factor - 0.5));
  const first = Math.floor(at);
  return [first, Math.min(length - 1, first + 1), at - first];
}

/** Mean over the square of ±reach pixels around each pixel, cut at the border: by sums of columns that slide down. */
export function localMean({ width, height, data }: Plane, reach: number): Plane {
  const result = plane(width, height);
  const nothing = new Uint8Array(width);
  const row = (y: number) => (y < 0 || y >= height ? nothing : data.subarray(y * width, (y + 1) * width));
  const columns = new Int32Array(width);
  /** Sum of all columns to the left of each, and of all: beyond 32 bits in a large picture. */
  const before = new Float64Array(width + 1);
  const starts = Int32Array.from(columns, (_, x) => Math.max(0, x - reach));
  const ends = Int32Array.from(columns, (_, x) => Math.min(width, x + reach + 1));
  for (let y = -reach; y < height; y++) {
    const [entering, leaving] = [row(y + reach), row(y - reach - 1)];
    for (let x = 0, sum = 0; x < width; x++) {
      const column = (columns[x] as number) + (entering[x] as number) - (leaving[x] as number);
      columns[x] = column;
      before[x + 1] = sum += column;
    }
    if (y < 0) continue;
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const [start, end] = [starts[x] as number, ends[x] as number];
      result.data[i] = ((before[end] as number) - (before[start] as number)) / (rows * (end - start)) + 0.5;
    }
  }
  return result;
}
