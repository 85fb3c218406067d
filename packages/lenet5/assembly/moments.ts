// The steps of methods that remember gradients. What is remembered of a weight without gradient fades for ever: below TINY it
// becomes 0, because subnormal numbers, which come next, are slow.
//   all [count]

import { loadPart, storePart } from './vector';

const TINY: f32 = 1e-37;

// @ts-ignore: decorator
@inline
function flushed(v: v128): v128 {
  // Not "at least TINY": what is no number has to stay, for training to be stopped.
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(TINY)));
}

/** value += scale · gradient; the gradient is kept, times `keep`: the next one is added to it. */
export function momentum(values: usize, gradients: usize, count: usize, scale: f32, keep: f32): void {
  const factor = f32x4.splat(scale);
  const kept = f32x4.splat(keep);
  for (const end = values + ((count & ~3) << 2); values < end; values += 16, gradients += 16) {
    const gradient = v128.load(gradients);
    v128.store(values, f32x4.add(v128.load(values), f32x4.mul(gradient, factor)));
    v128.store(gradients, flushed(f32x4.mul(gradient, kept)));
  }
  const rest = count & 3;
  if (!rest) return;
  const gradient = loadPart(gradients, rest);
  storePart(values, f32x4.add(loadPart(values, rest), f32x4.mul(gradient, factor)), rest);
  storePart(gradients, flushed(f32x4.mul(gradient, kept)), rest);
}

/** keep · old + take · now. */
// @ts-ignore: decorator
@inline
function mixed(old: v128, keep: f32, now: v128, take: f32): v128 {
  return flushed(f32x4.add(f32x4.mul(old, f32x4.splat(keep)), f32x4.mul(now, f32x4.splat(take))));
}

/** scale · m / (√v · root + epsilon). */
// @ts-ignore: decorator
@inline
function step(m: v128, v: v128, scale: f32, root: f32, epsilon: f32): v128 {
  const spread = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(root)), f32x4.splat(epsilon));
  return f32x4.div(f32x4.mul(m, f32x4.splat(scale)), spread);
}

/** m and v are means of gradients and of their squares: value += scale · m / (√v · root + epsilon), gradient = 0. */
export function adam(
  values: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  count: usize,
  scale: f32,
  root: f32,
  epsilon: f32,
  keep1: f32,
  take1: f32,
  keep2: f32,
  take2: f32,
): void {
  const zero = f32x4.splat(0);
  for (const end = values + ((count & ~3) << 2); values < end; ) {
    const gradient = v128.load(gradients);
    const m = mixed(v128.load(means), keep1, gradient, take1);
    const v = mixed(v128.load(squares), keep2, f32x4.mul(gradient, gradient), take2);
    v128.store(means, m);
    v128.store(squares, v);
    v128.store(gradients, zero);
    v128.store(values, f32x4.add(v128.load(values), step(m, v, scale, root, epsilon)));
    values += 16;
    gradients += 16;
    means += 16;
    squares += 16;
  }
  const rest = count & 3;
  if (!rest) return;
  const gradient = loadPart(gradients, rest);
  const m = mixed(loadPart(means, rest), keep1, gradient, take1);
  const v = mixed(loadPart(squares, rest), keep2, f32x4.mul(gradient, gradient), take2);
  storePart(means, m, rest);
  storePart(squares, v, rest);
  storePart(gradients, zero, rest);
  storePart(values, f32x4.add(loadPart(values, rest), step(m, v, scale, root, epsilon)), rest);
}
