// Gradient of the columns of a convolution; see convolution.ts for the shapes. Two planes over 16 positions go together:
// planes kx and kx + 1 of an input map read the same deltas.
//   padded   [outputs][margin + pixels + margin + 16]: the deltas between margins of 4 rows that are always 0, so that
//            no tap has to ask whether it falls outside
//   gradient [inputs][groups][5][plane]: one group of rows of taps (columns.ts), or two, by parity (pooled-columns.ts);
//            written up to the next multiple of 16 positions, for which plane has room
//   links    for each input map and group: n, number of rows of taps; then for each row the n output maps that read
//            the input: address of their weights (ky, 0), bytes from the first delta of map 0 to the one that the row
//            reads at position 0. Row r of a group reads r rows up.

import { addProduct, copyFloats } from './vector';

const HEAD: usize = 8;
const LINK: usize = 8;

/** 16 positions of planes kx and kx + 1; `weight` is kx in bytes. */
function twoPlanes(from: usize, links: usize, end: usize, weight: usize, to: usize, planeStep: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (; links < end; links += LINK) {
    const w = load<usize>(links) + weight;
    const at = from + load<usize>(links, 4);
    const u = v128.load32_splat(w);
    const v = v128.load32_splat(w, 4);
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    a0 = addProduct(a0, x0, u);
    b0 = addProduct(b0, x0, v);
    a1 = addProduct(a1, x1, u);
    b1 = addProduct(b1, x1, v);
    a2 = addProduct(a2, x2, u);
    b2 = addProduct(b2, x2, v);
    a3 = addProduct(a3, x3, u);
    b3 = addProduct(b3, x3, v);
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to + planeStep, b0);
  v128.store(to + planeStep, b1, 16);
  v128.store(to + planeStep, b2, 32);
  v128.store(to + planeStep, b3, 48);
}

/** The same for the fifth plane alone. */
function onePlane(from: usize, links: usize, end: usize, to: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  for (; links < end; links += LINK) {
    const at = from + load<usize>(links, 4);
    const u = v128.load32_splat(load<usize>(links), 16);
    a0 = addProduct(a0, v128.load(at), u);
    a1 = addProduct(a1, v128.load(at, 16), u);
    a2 = addProduct(a2, v128.load(at, 32), u);
    a3 = addProduct(a3, v128.load(at, 48), u);
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
}

/** All positions of the five planes of a group. */
function group(
  from: usize, gradient: usize, links: usize, step: usize, rows: usize, mapStep: usize, planeStep: usize, rowStep: usize,
): void {
  const length = mapStep + (rows - 1) * rowStep;
  // The rows of taps whose deltas overlap 16 positions from q on.
  let first: usize = 0;
  let last: usize = 0;
  for (let q: usize = 0; q < length; q += 64) {
    while (q >= first * rowStep + mapStep) first++;
    while (last + 1 < rows && q + 64 > (last + 1) * rowStep) last++;
    const begin = links + first * step;
    const end = links + (last + 1) * step;
    twoPlanes(from + q, begin, end, 0, gradient + q, planeStep);
    twoPlanes(from + q, begin, end, 8, gradient + 2 * planeStep + q, planeStep);
    onePlane(from + q, begin, end, gradient + 4 * planeStep + q);
  }
}

/** ∂E/∂columns of one sample. `groups`: input maps × groups of each. */
export function convolutionInput(
  delta: usize, padded: usize, gradient: usize, links: usize, groups: usize, outputs: usize, pixels: usize, plane: usize,
  rowStep: usize,
): void {
  const planeStep = plane << 2;
  const mapStep = pixels << 2;
  const margin = rowStep << 2;
  for (let map: usize = 0; map < outputs; map++) {
    copyFloats(padded + map * (mapStep + 2 * margin + 64) + margin, delta + map * mapStep, pixels);
  }
  for (let g: usize = 0; g < groups; g++, gradient += 5 * planeStep) {
    const step = load<usize>(links) * LINK;
    const rows = load<usize>(links, 4);
    links += HEAD;
    group(padded + margin, gradient, links, step, rows, mapStep, planeStep, rowStep);
    links += rows * step;
  }
}
