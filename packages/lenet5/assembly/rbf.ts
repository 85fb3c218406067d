// The output layer: distances between the F6 code and the fixed bitmaps of the classes.
//   input   [samples][units]
//   targets [classes][units], each +1 or −1
//   output  [samples][classes]   Σ (x − w)² (paper p.8), or units·‖x/‖x‖ − w/‖w‖‖² (the angle)

import { throughSquash } from './squash';
import { addProduct, loadPart, storePart, sumLanes } from './vector';

// @ts-ignore: decorator
@inline
function squaredDistance(x: usize, w: usize, units: usize): f32 {
  let sum = f32x4.splat(0);
  let k: usize = 0;
  for (; k + 4 <= units; k += 4, x += 16, w += 16) {
    const d = f32x4.sub(v128.load(x), v128.load(w));
    sum = addProduct(sum, d, d);
  }
  if (k < units) {
    const d = f32x4.sub(loadPart(x, units - k), loadPart(w, units - k));
    sum = addProduct(sum, d, d);
  }
  return sumLanes(sum);
}

export function distances(input: usize, targets: usize, output: usize, samples: usize, units: usize, classes: usize): void {
  for (let s: usize = 0; s < samples; s++, input += units << 2) {
    for (let i: usize = 0; i < classes; i++, output += 4) store<f32>(output, squaredDistance(input, targets + ((i * units) << 2), units));
  }
}

/** inputDelta = Σ over classes of 2·outputDelta·(x − w), through the squashing function `kind` of the layer below. */
export function distancesBackward(
  input: usize, targets: usize, outputDelta: usize, inputDelta: usize, samples: usize, units: usize, classes: usize, kind: usize,
): void {
  for (let s: usize = 0; s < samples; s++, outputDelta += classes << 2) {
    for (let k: usize = 0; k < units; k += 4, input += 16, inputDelta += 16) {
      const lanes = min(4, units - k);
      const x = lanes == 4 ? v128.load(input) : loadPart(input, lanes);
      let sum = f32x4.splat(0);
      for (let i: usize = 0; i < classes; i++) {
        const at = targets + ((i * units + k) << 2);
        const w = lanes == 4 ? v128.load(at) : loadPart(at, lanes);
        sum = addProduct(sum, f32x4.sub(x, w), v128.load32_splat(outputDelta + (i << 2)));
      }
      const delta = throughSquash(kind, f32x4.mul(sum, f32x4.splat(2)), x);
      if (lanes == 4) v128.store(inputDelta, delta);
      else {
        storePart(inputDelta, delta, lanes);
        input -= (4 - lanes) << 2;
        inputDelta -= (4 - lanes) << 2;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function product(x: usize, w: usize, units: usize): f32 {
  let sum = f32x4.splat(0);
  let k: usize = 0;
  for (; k + 4 <= units; k += 4, x += 16, w += 16) sum = addProduct(sum, v128.load(x), v128.load(w));
  if (k < units) sum = addProduct(sum, loadPart(x, units - k), loadPart(w, units - k));
  return sumLanes(sum);
}

/** 1/‖x‖; 0 for the zero vector, which has no direction; NaN where ‖x‖² overflows, so that the host sees it. */
// @ts-ignore: decorator
@inline
function inverseLength(x: usize, units: usize): f32 {
  const squared = product(x, x, units);
  return squared == 0 ? 0 : sqrt<f32>(squared) / squared;
}

/** units·‖x/‖x‖ − w/‖w‖‖² = 2·units·(1 − cos of the angle), with ‖w‖² = units. */
export function angles(input: usize, targets: usize, output: usize, samples: usize, units: usize, classes: usize): void {
  const twice: f32 = <f32>2 * <f32>units;
  const length = sqrt<f32>(<f32>units);
  for (let s: usize = 0; s < samples; s++, input += units << 2) {
    const inverse = inverseLength(input, units);
    for (let i: usize = 0; i < classes; i++, output += 4) {
      const cosine = product(input, targets + ((i * units) << 2), units) * inverse / length;
      store<f32>(output, twice * (<f32>1 - cosine));
    }
  }
}

export function anglesBackward(
  input: usize, targets: usize, outputDelta: usize, inputDelta: usize, samples: usize, units: usize, classes: usize, kind: usize,
): void {
  const length = sqrt<f32>(<f32>units);
  for (let s: usize = 0; s < samples; s++, outputDelta += classes << 2) {
    const inverse = inverseLength(input, units);
    let along: f32 = 0;
    for (let i: usize = 0; i < classes; i++) {
      along += load<f32>(outputDelta + (i << 2)) * product(input, targets + ((i * units) << 2), units);
    }
    along *= inverse * inverse;
    const factor: f32 = -2 * length * inverse;
    for (let k: usize = 0; k < units; k++, input += 4, inputDelta += 4) {
      let sum: f32 = 0;
      for (let i: usize = 0; i < classes; i++) sum += load<f32>(outputDelta + (i << 2)) * load<f32>(targets + ((i * units + k) << 2));
      const x = load<f32>(input);
      const gradient = factor * (sum - along * x);
      store<f32>(inputDelta, f32x4.extract_lane(throughSquash(kind, f32x4.splat(gradient), f32x4.splat(x)), 0));
    }
  }
}
