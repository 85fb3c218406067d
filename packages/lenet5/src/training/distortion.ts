import type { Floats } from '../kernels/arena.js';
import { CONTROL_POINTS } from '../kernels/contract.js';
import { mapSizes } from '../kernels/shapes.js';
import type { Random } from '../math/random.js';
import type { Network } from '../network/network.js';
import type { Recipe } from '../switches/table.js';

/** Draws from ± a range of the recipe. */
type Around = (range: number) => number;

/** Draws the affine map of one picture: rotation after shear, squeeze and scale, then translation. */
function drawMatrix(to: { [index: number]: number }, at: number, recipe: Recipe, around: Around): void {
  const scale = 1 + around(recipe.scale);
  const squeeze = 1 + around(recipe.squeeze);
  const [sx, sy, shear] = [scale * squeeze, scale / squeeze, around(recipe.shear)];
  // cos and sin from t = tan(angle/2): exact arithmetic, the same in every engine.
  const t = around(recipe.rotation / 2);
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  to[at] = cos * sx;
  to[at + 1] = cos * shear - sin * sy;
  to[at + 2] = around(recipe.shift);
  to[at + 3] = sin * sx;
  to[at + 4] = sin * shear + cos * sy;
  to[at + 5] = around(recipe.shift);
}

function drawField(to: { [index: number]: number }, at: number, range: number, around: Around): void {
  const { count, row } = CONTROL_POINTS;
  for (let y = 0; y < 2 * count; y++) {
    for (let x = 0; x < count; x++) to[at + y * row + x] = around(range);
  }
}

/**
 * Thickens the strokes of one picture of `side`×`side` values, in place: every pixel goes `share` of the way to the
 * highest value among itself and its four neighbours. With a negative share it goes to the lowest, and strokes get thinner.
 */
export function changeThickness(picture: Floats, side: number, share: number): void {
  const before = picture.slice();
  const sign = share < 0 ? -1 : 1;
  const value = (i: number) => sign * before[i]!;
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
      picture[i] = before[i]! + share * (most - value(i));
    }
  }
}

function thicken(network: Network, sample: number, share: number): void {
  const { state } = network.unitsNamed('input');
  const { width, sample: pixels } = mapSizes(state);
  changeThickness(state.data.subarray(sample * pixels, (sample + 1) * pixels), width, share);
}

/**
 * Distorts pictures that the network has just read, each with values of its own from `random`.
 * @param share of the recipe's ranges
 */
export function distort(network: Network, samples: number, recipe: Recipe, random: Random, share = 1): void {
  const around = (range: number) => random.uniform(-share * range, share * range);
  const { matrices, control } = network.distortion;
  const field = 2 * CONTROL_POINTS.count * CONTROL_POINTS.row;
  const elastic = recipe.distortion === 'elastic';
  for (let s = 0; s < samples; s++) {
    if (recipe.thickness > 0) thicken(network, s, around(recipe.thickness));
    drawMatrix(matrices.data, s * 6, recipe, around);
    if (elastic) drawField(control.data, s * field, recipe.elastic, around);
    network.distort(s, elastic);
  }
}
