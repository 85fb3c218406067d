// The paper's squashing function f(a) = 1.7159 tanh(2a/3) (p.41), tanh and the logistic function, whole vectors in place, and
// the constants of all squashing functions.

const AMPLITUDE: f32 = 1.7159;

// Constants lie in memory as vectors, below the first address that the host hands out: written out in the code, each
// costs three instructions wherever it is used; a load costs one. The 64 bytes before them stay 0, for null pointers.
const CONSTANTS: usize = 64;
/** One vector of scratch, behind the constants. */
export const SCRATCH: usize = 512;

// @ts-ignore: decorator
@inline
export function constant(index: usize): v128 {
  return v128.load(CONSTANTS + (index << 4));
}

// @ts-ignore: decorator
@inline
function set(index: usize, value: f32): void {
  v128.store(CONSTANTS + (index << 4), f32x4.splat(value));
}

/** Writes the constants; the host calls it once, before any other kernel. */
export function prepare(): void {
  set(0, 11.5);
  set(1, -11.5);
  // Numerator and denominator of the fit, highest power first.
  set(2, -2.51508258664046e-10);
  set(3, 6.890640520396119e-7);
  set(4, 5.997239495627582e-4);
  set(5, 0.06441358476877213);
  set(6, 1.1439318656921387);
  set(7, 1.6806894564069808e-5);
  set(8, 0.004477396607398987);
  set(9, 0.2044549584388733);
  set(10, 1);
  set(11, AMPLITUDE);
  set(12, 1e-36);
  set(13, 2.0 / 3.0 / AMPLITUDE);
  set(14, 0.75);
  set(15, 0.5);
  set(16, 0.5 / AMPLITUDE);
  set(17, 1.5);
  set(18, 1.0 / AMPLITUDE);
}

/**
 * Whole vectors in place: 1.7159 tanh(2a/3) as a·P(a²)/Q(a²), a minimax fit. Beyond |a| = 11.5 the value stays at
 * ±1.7158995; up to there the fit never exceeds 1.7159 in float32 (every number between 7 and 11.5 was tried). Largest
 * error, rounding included: 1e-6 absolute. |a| < 1e-18 gives 0: subnormal numbers are slow. NaN stays NaN.
 */
export function scaledTanh(at: usize, end: usize): void {
  const most = constant(0), least = constant(1), tiny = constant(12);
  const p0 = constant(2), p1 = constant(3), p2 = constant(4), p3 = constant(5), p4 = constant(6);
  const q0 = constant(7), q1 = constant(8), q2 = constant(9), q3 = constant(10);
  for (; at < end; at += 16) {
    const x = f32x4.pmax(f32x4.pmin(v128.load(at), most), least);
    const u = f32x4.mul(x, x);
    let p = f32x4.add(f32x4.mul(p0, u), p1);
    p = f32x4.add(f32x4.mul(p, u), p2);
    p = f32x4.add(f32x4.mul(p, u), p3);
    p = f32x4.add(f32x4.mul(p, u), p4);
    let q = f32x4.add(f32x4.mul(q0, u), q1);
    q = f32x4.add(f32x4.mul(q, u), q2);
    q = f32x4.add(f32x4.mul(q, u), q3);
    const y = f32x4.div(f32x4.mul(x, p), q);
    v128.store(at, v128.andnot(y, f32x4.lt(u, tiny)));
  }
}

/** Whole vectors in place: tanh(a), through the same fit, since f(3a/2) = 1.7159 tanh(a). */
export function tanh(at: usize, end: usize): void {
  for (let p = at; p < end; p += 16) v128.store(p, f32x4.mul(v128.load(p), constant(17)));
  scaledTanh(at, end);
  for (; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), constant(18)));
}

/** Whole vectors in place: 1/2 + tanh(a/2)/2, through the same fit, since f(3a/4) = 1.7159 tanh(a/2). */
export function logistic(at: usize, end: usize): void {
  for (let p = at; p < end; p += 16) v128.store(p, f32x4.mul(v128.load(p), constant(14)));
  scaledTanh(at, end);
  for (; at < end; at += 16) v128.store(at, f32x4.add(constant(15), f32x4.mul(v128.load(at), constant(16))));
}
