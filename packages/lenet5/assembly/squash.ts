// Squashing functions and their derivatives from the state (the function's value), on 4 lanes.
//   0 none        f(a) = a                     f' = 1
//   1 scaled-tanh f(a) = 1.7159 tanh(2a/3)     f' = (2/3)/1.7159 · (1.7159 − x)(1.7159 + x)   (paper p.41)
//   2 logistic    f(a) = 1/(1 + e^−a)          f' = x(1 − x)

const AMPLITUDE: f32 = 1.7159;

/**
 * 1.7159 tanh(2a/3) as a·P(a²)/Q(a²), a minimax fit on |a| ≤ 12.5 (beyond, the function has saturated in float32).
 * Largest error, rounding included: 1e-6 absolute. Results below 1e-30 become 0: subnormal numbers are slow.
 */
// @ts-ignore: decorator
@inline
function scaledTanh(a: v128): v128 {
  const x = f32x4.max(f32x4.min(a, f32x4.splat(12.5)), f32x4.splat(-12.5));
  const u = f32x4.mul(x, x);
  let p = f32x4.splat(-2.51508258664046e-10);
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(6.890640520396119e-7));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(5.997239495627582e-4));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.06441358476877213));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(1.1439318656921387));
  let q = f32x4.splat(1.6806894564069808e-5);
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.004477396607398987));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.2044549584388733));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(1));
  const y = f32x4.div(f32x4.mul(x, p), q);
  const bounded = f32x4.max(f32x4.min(y, f32x4.splat(AMPLITUDE)), f32x4.splat(-AMPLITUDE));
  // NaN stays NaN, so that the host sees it.
  return v128.andnot(bounded, f32x4.lt(f32x4.abs(bounded), f32x4.splat(1e-30)));
}

/** logistic(a) = 1/2 + tanh(a/2)/2, through the same fit: f(3a/4) = 1.7159 tanh(a/2). */
// @ts-ignore: decorator
@inline
function logistic(a: v128): v128 {
  const t = scaledTanh(f32x4.mul(a, f32x4.splat(0.75)));
  return f32x4.add(f32x4.splat(0.5), f32x4.mul(t, f32x4.splat(0.5 / AMPLITUDE)));
}

// @ts-ignore: decorator
@inline
export function squash(kind: usize, a: v128): v128 {
  if (kind == 1) return scaledTanh(a);
  if (kind == 2) return logistic(a);
  return a;
}

/** gradient · f'(a), with f' taken from the state x = f(a). */
// @ts-ignore: decorator
@inline
export function throughSquash(kind: usize, gradient: v128, x: v128): v128 {
  if (kind == 1) {
    const inside = f32x4.mul(f32x4.sub(f32x4.splat(AMPLITUDE), x), f32x4.add(f32x4.splat(AMPLITUDE), x));
    return f32x4.mul(gradient, f32x4.mul(f32x4.splat(2.0 / 3.0 / AMPLITUDE), inside));
  }
  if (kind == 2) return f32x4.mul(gradient, f32x4.mul(x, f32x4.sub(f32x4.splat(1), x)));
  return gradient;
}
