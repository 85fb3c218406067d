import type { Floats } from '../kernels/arena.js';

/**
 * Thickens the strokes of one picture of `side`×`side` values, in place: every pixel goes `share` of the way to the
 * highest value among itself and its four neighbours. With a negative share it goes to the lowest, and strokes get thinner.
 */
export function changeThickness(picture: Floats, side: number, share: number): void {
  const before = picture.slice();
  const sign = share < 0 ? -1 : 1;
  const value = (i: number) => sign * (before[i] as number);
  const last = side - 1;
  for (let y = 0; y < side; y++) {
    const above = y > 0 ? -side : 0;
    const below = y < last ? side : 0;
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const across = Math.max(value(x > 0 ? i - 1 : i), value(x < last ? i + 1 : i));
      const down = Math.max(value(i + above), value(i + below));
      // Two at a time: of more, V8 makes a call.
      const most = Math.max(value(i), Math.max(across, down));
      picture[i] = (before[i] as number) + share * (most - value(i));
    }
  }
}
