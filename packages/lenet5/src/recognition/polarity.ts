import { localMean } from './local-mean.js';
import { type Plane, plane } from './plane.js';
import { thinOut } from './reduce.js';

/** Pixels to look at. */
const ENOUGH = 60_000;

/**
 * How much the picture looks like light ink on a dark ground (above 0) or dark ink on a light one (below 0): ink is the
 * minority, so the values lean to its side. It is the skewness of what differs from the shading.
 */
export function lightInk(given: Plane): number {
  const picture = thinOut(given, ENOUGH);
  const { width, height, data } = picture;
  const mean = localMean(picture, Math.max(2, Math.round(Math.min(width, height) / 3)));
  let [sum, squares, cubes] = [0, 0, 0];
  const count = data.length;
  for (let i = 0; i < count; i++) sum += (data[i] as number) - (mean.data[i] as number);
  const centre = sum / count;
  for (let i = 0; i < count; i++) {
    const value = (data[i] as number) - (mean.data[i] as number) - centre;
    squares += value * value;
    cubes += value * value * value;
  }
  const deviation = Math.sqrt(squares / count);
  return deviation > 0 ? cubes / count / deviation ** 3 : 0;
}

/** Light ink becomes dark ink and the other way round. */
export function invert(picture: Plane): Plane {
  const result = plane(picture.width, picture.height);
  for (let i = 0; i < result.data.length; i++) result.data[i] = 255 - (picture.data[i] as number);
  return result;
}
