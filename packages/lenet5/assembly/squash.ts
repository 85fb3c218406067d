// Squashing functions, in place, and their derivatives from the state (the function's value), on 4 lanes.
//   0 none        f(a) = a                     f' = 1
//   1 scaled-tanh f(a) = 1.7159 tanh(2a/3)     f' = (2/3)/1.7159 · (1.7159 − x)(1.7159 + x)   (paper p.41)
//   2 logistic    f(a) = 1/(1 + e^−a)          f' = x(1 − x)
//   3, 4          the same as 1 and 2 for second derivatives: f'², taken from x²; derivative only
//   5 tanh        f(a) = tanh a                f' = (1 − x)(1 + x)
//   6             the same for second derivatives
//   7 relu        f(a) = max(0, a)             f' = 1 where x > 0, else 0, which is f'² as well

import { constant, logistic, SCRATCH, scaledTanh, tanh } from './tanh';
import { loadPart, storePart } from './vector';

/** Whole vectors in place. NaN stays NaN. */
function relu(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, f32x4.max(v128.load(at), f32x4.splat(0)));
}

function squashVectors(at: usize, end: usize, kind: usize): void {
  if (kind == 1) scaledTanh(at, end);
  if (kind == 2) logistic(at, end);
  if (kind == 5) tanh(at, end);
  if (kind == 7) relu(at, end);
}

/** `count` weighted sums become states, in place. */
export function squash(at: usize, count: usize, kind: usize): void {
  if (!kind) return;
  const end = at + ((count & ~3) << 2);
  squashVectors(at, end, kind);
  const rest = count & 3;
  if (rest) {
    v128.store(SCRATCH, loadPart(end, rest));
    squashVectors(SCRATCH, SCRATCH + 16, kind);
    storePart(end, v128.load(SCRATCH), rest);
  }
}

/** The kinds that few need: a call keeps their code out of every loop. */
function throughOther(kind: usize, gradient: v128, x: v128): v128 {
  if (kind == 3) {
    const slope = f32x4.mul(constant(13), f32x4.sub(f32x4.mul(constant(11), constant(11)), x));
    return f32x4.mul(gradient, f32x4.mul(slope, slope));
  }
  if (kind == 4) {
    const rest = f32x4.sub(constant(10), f32x4.sqrt(x));
    return f32x4.mul(gradient, f32x4.mul(x, f32x4.mul(rest, rest)));
  }
  if (kind == 5) return f32x4.mul(gradient, f32x4.mul(f32x4.sub(constant(10), x), f32x4.add(constant(10), x)));
  if (kind == 6) {
    const rest = f32x4.sub(constant(10), x);
    return f32x4.mul(gradient, f32x4.mul(rest, rest));
  }
  return v128.and(gradient, f32x4.gt(x, f32x4.splat(0)));
}

/** gradient · f'(a), with f' taken from the state x = f(a). */
// @ts-ignore: decorator
@inline
export function throughSquash(kind: usize, gradient: v128, x: v128): v128 {
  if (kind == 1) {
    const inside = f32x4.mul(f32x4.sub(constant(11), x), f32x4.add(constant(11), x));
    return f32x4.mul(gradient, f32x4.mul(constant(13), inside));
  }
  if (kind == 2) return f32x4.mul(gradient, f32x4.mul(x, f32x4.sub(constant(10), x)));
  return kind ? throughOther(kind, gradient, x) : gradient;
}
