// How fast vectors come in: reads a block and does with each vector as little as can be done, one exclusive or.
// 8 chains, so that none waits for another one.

/** Reads `bytes` (a multiple of 128) from address 1024 on. Returns a mixture, so that nothing is left out. */
export function readBlock(bytes: usize): i32 {
  let a0 = i32x4.splat(0),
    a1 = a0,
    a2 = a0,
    a3 = a0,
    a4 = a0,
    a5 = a0,
    a6 = a0,
    a7 = a0;
  const end: usize = 1024 + bytes;
  for (let at: usize = 1024; at < end; at += 128) {
    a0 = v128.xor(a0, v128.load(at));
    a1 = v128.xor(a1, v128.load(at, 16));
    a2 = v128.xor(a2, v128.load(at, 32));
    a3 = v128.xor(a3, v128.load(at, 48));
    a4 = v128.xor(a4, v128.load(at, 64));
    a5 = v128.xor(a5, v128.load(at, 80));
    a6 = v128.xor(a6, v128.load(at, 96));
    a7 = v128.xor(a7, v128.load(at, 112));
  }
  const low = v128.xor(v128.xor(a0, a1), v128.xor(a2, a3));
  const high = v128.xor(v128.xor(a4, a5), v128.xor(a6, a7));
  return i32x4.extract_lane(v128.xor(low, high), 0);
}
