/** One value for each pixel, row-major; what a value means stands where a plane is made. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function plane(width: number, height: number): Plane {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The smallest box around all values of `least` and more; null where there are none. */
export function inkBox({ width, height, data }: Plane, least = 1): Box | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((data[i] as number) < least) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The part of a plane inside a box. */
export function cropTo({ width, data }: Plane, box: Box): Plane {
  const result = plane(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x;
    result.data.set(data.subarray(from, from + box.width), y * box.width);
  }
  return result;
}

/** A rectangle of pixels: x to the right, y down, from the upper left pixel on. */
export interface Box {
  /** Column of the left edge. */
  readonly x: number;
  /** Row of the upper edge. */
  readonly y: number;
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/** The smallest box around all given ones (at least one). */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Scales to `width`×`height`: with an area average where that is smaller, bilinearly where it is larger. */
export function scaleTo(source: Plane, width: number, height: number): Plane {
  const across = weightsFor(source.width, width);
  const down = weightsFor(source.height, height);
  const rows = new Float32Array(width * source.height);
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x] as Weights;
      const from = y * source.width + first;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (source.data[from + k] as number);
      rows[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y] as Weights;
    for (let x = 0; x < width; x++) {
      let sum = 0.5;
      for (let k = 0; k < weights.length; k++)
        sum += (weights[k] as number) * (rows[(first + k) * width + x] as number);
      data[y * width + x] = sum;
    }
  }
  return { width, height, data };
}

/** A new pixel is a weighted mean of old ones, from number `first` on. */
interface Weights {
  readonly first: number;
  readonly weights: readonly number[];
}

function weightsFor(from: number, to: number): Weights[] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, i) => (ratio > 1 ? area(i, ratio, from) : linear(i, ratio, from)));
}

function area(i: number, ratio: number, length: number): Weights {
  const [start, end] = [i * ratio, Math.min(length, (i + 1) * ratio)];
  const first = Math.min(length - 1, Math.floor(start));
  const last = Math.min(length, Math.ceil(end - 1e-9));
  const weights: number[] = [];
  for (let k = first; k < Math.max(last, first + 1); k++) {
    weights.push((Math.min(end, k + 1) - Math.max(start, k)) / (end - start));
  }
  return { first, weights };
}

function linear(i: number, ratio: number, length: number): Weights {
  const at = Math.min(length - 1, Math.max(0, (i + 0.5) * ratio - 0.5));
  const first = Math.floor(at);
  const part = at - first;
  return part > 0 ? { first, weights: [1 - part, part] } : { first, weights: [1] };
}
