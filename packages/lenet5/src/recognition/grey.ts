import { type Plane, plane } from './plane.js';
import type { Picture } from './types.js';

/** Luminance 0 (black) to 255 (white) of an opaque background pixel under transparent ones. */
export function grey({ data, width, height, channels }: Picture): Plane {
  const result = plane(width, height);
  const hasAlpha = channels === 2 || channels === 4;
  const colours = hasAlpha ? channels - 1 : channels;
  const light = hasAlpha ? paperUnder(data, channels) : 255;
  for (let i = 0, p = 0; i < result.data.length; i++, p += channels) {
    const value = luminance(data, p, colours);
    const alpha = hasAlpha ? (data[p + colours] as number) : 255;
    result.data[i] = (value * alpha + light * (255 - alpha)) / 255 + 0.5;
  }
  return result;
}

function luminance(data: Picture['data'], p: number, colours: number): number {
  if (colours === 1) return data[p] as number;
  return 0.299 * (data[p] as number) + 0.587 * (data[p + 1] as number) + 0.114 * (data[p + 2] as number);
}

/** White under dark ink, black under light ink: ink that exists only in the alpha channel shows. */
function paperUnder(data: Picture['data'], channels: number): number {
  let [sum, weight] = [0, 0];
  for (let p = 0; p < data.length; p += channels) {
    const alpha = data[p + channels - 1] as number;
    sum += alpha * luminance(data, p, channels - 1);
    weight += alpha;
  }
  return weight > 0 && sum / weight > 127 ? 0 : 255;
}
