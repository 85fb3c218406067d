// A bias for each unit, where a layer has one instead of one a map (LeNet-1989).
//   input, output, delta [samples][units], bias [units]

import { squash } from './squash';
import { addProduct, loadPart, storePart } from './vector';

export function unitBias(input: usize, bias: usize, output: usize, samples: usize, units: usize, kind: usize): void {
  const whole = (units & ~3) << 2;
  const rest = units & 3;
  const step = units << 2;
  for (let s: usize = 0, from = input, to = output; s < samples; s++, from += step, to += step) {
    for (let u: usize = 0; u < whole; u += 16) {
      v128.store(to + u, f32x4.add(v128.load(from + u), v128.load(bias + u)));
    }
    if (rest) storePart(to + whole, f32x4.add(loadPart(from + whole, rest), loadPart(bias + whole, rest)), rest);
  }
  squash(output, samples * units, kind);
}

/** Passes the deltas on as they are, and adds scale · their sum over the samples to what lies `shift` bytes after the bias. */
export function unitBiasBackward(
  delta: usize, bias: usize, below: usize, samples: usize, units: usize, shift: usize, scale: f32,
): void {
  const factor = f32x4.splat(scale);
  const sums = bias + shift;
  const whole = (units & ~3) << 2;
  const rest = units & 3;
  for (let s: usize = 0; s < samples; s++, delta += units << 2, below += units << 2) {
    for (let u: usize = 0; u < whole; u += 16) {
      const d = v128.load(delta + u);
      v128.store(below + u, d);
      v128.store(sums + u, addProduct(v128.load(sums + u), d, factor));
    }
    if (rest) {
      const d = loadPart(delta + whole, rest);
      storePart(below + whole, d, rest);
      storePart(sums + whole, addProduct(loadPart(sums + whole, rest), d, factor), rest);
    }
  }
}
