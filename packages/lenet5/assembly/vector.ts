// Small building blocks on 4 float32 lanes. Sums over lanes always add in the same order.

/** (l0 + l1) + (l2 + l3). */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 1, 0, 3, 2));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 2);
}

/** Four lane sums at once: lane i of the result is `sumLanes` of the i-th argument. */
// @ts-ignore: decorator
@inline
export function sumLanesOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 2, 4, 6), v128.shuffle<f32>(c, d, 1, 3, 5, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

/** a + b·c, rounded after each step (strict SIMD has no fused form). */
// @ts-ignore: decorator
@inline
export function addProduct(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(a, f32x4.mul(b, c));
}

/** Loads `lanes` (1-3) floats; the other lanes are 0. */
// @ts-ignore: decorator
@inline
export function loadPart(from: usize, lanes: usize): v128 {
  let v = v128.load32_zero(from);
  if (lanes > 1) v = v128.load32_lane(from, v, 1, 4);
  if (lanes > 2) v = v128.load32_lane(from, v, 2, 8);
  return v;
}

/** Loads 1 to 4 floats; the other lanes are 0. */
// @ts-ignore: decorator
@inline
export function loadUpTo4(from: usize, lanes: usize): v128 {
  return lanes == 4 ? v128.load(from) : loadPart(from, lanes);
}

/** Stores the first `lanes` (1-3) floats and nothing beyond them. */
// @ts-ignore: decorator
@inline
export function storePart(to: usize, v: v128, lanes: usize): void {
  v128.store32_lane(to, v, 0);
  if (lanes > 1) v128.store32_lane(to, v, 1, 4);
  if (lanes > 2) v128.store32_lane(to, v, 2, 8);
}

/** Copies `count` floats; `to` and `from` may not overlap. A call of memory.copy costs as much as 100 floats here. */
export function copyFloats(to: usize, from: usize, count: usize): void {
  for (const end = to + ((count & ~3) << 2); to < end; to += 16, from += 16) v128.store(to, v128.load(from));
  const rest = count & 3;
  if (rest) storePart(to, loadPart(from, rest), rest);
}
