// The step of a method with a rate for every weight: value += scale · rate · gradient, gradient = 0.
//   values, gradients, rates [count]

import { addProduct, loadPart, storePart } from './vector';

export function update(values: usize, gradients: usize, rates: usize, count: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  const zero = f32x4.splat(0);
  for (const end = values + ((count & ~3) << 2); values < end; values += 16, gradients += 16, rates += 16) {
    const step = f32x4.mul(f32x4.mul(v128.load(gradients), factor), v128.load(rates));
    v128.store(values, f32x4.add(v128.load(values), step));
    v128.store(gradients, zero);
  }
  const rest = count & 3;
  if (!rest) return;
  const part = f32x4.mul(loadPart(gradients, rest), factor);
  storePart(values, addProduct(loadPart(values, rest), part, loadPart(rates, rest)), rest);
  storePart(gradients, zero, rest);
}
