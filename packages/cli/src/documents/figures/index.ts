import { backward, type Example } from '../walk/example.js';
import { gradientsSvg, layersSvg } from './layers.js';
import { bitmapsSvg, distancesSvg, kernelsSvg, squashSvg, tableSvg } from './parts.js';
import { ratesSvg } from './rates.js';

/** The figures of the guide, by file name. */
export function guideFigures(example: Example): Map<string, string> {
  backward(example);
  return new Map([
    ['layers.svg', layersSvg(example)],
    ['kernels.svg', kernelsSvg(example)],
    ['squash.svg', squashSvg()],
    ['table.svg', tableSvg()],
    ['bitmaps.svg', bitmapsSvg()],
    ['distances.svg', distancesSvg(example)],
    ['gradients.svg', gradientsSvg(example)],
    ['rates.svg', ratesSvg(example)],
  ]);
}
