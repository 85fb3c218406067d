import { frozen } from '../given/frozen.js';

/** How stored pixels become network input: v·range/255 + background. */
export interface PixelRange {
  /** From an empty pixel to full ink (255 in an IDX file). */
  readonly range: number;
  /** Value of an empty pixel (0 in an IDX file). */
  readonly background: number;
}

/**
 * The paper's pixel range (LeCun et al. 1998, section II.B): background −0.1 and ink 1.175, which makes the mean input
 * of a digit about 0 and its variance about 1.
 */
const PAPER: PixelRange = { range: 1.275, background: -0.1 };
/** Mean and standard deviation of MNIST's pixels, as tutorials of PyTorch have them. */
const [MEAN, DEVIATION] = [0.1307, 0.3081];

/** The ranges by the values of the switch `pixels`. */
export const PIXEL_RANGES: Readonly<Record<'paper' | 'unit' | 'standardised' | 'symmetric', PixelRange>> = frozen({
  paper: PAPER,
  unit: { range: 1, background: 0 },
  standardised: { range: 1 / DEVIATION, background: -MEAN / DEVIATION },
  symmetric: { range: 2, background: -1 },
});

/**
 * The network's input for a stored pixel, v·1.275/255 − 0.1 in the paper's range.
 * @param v ink, 0 (none) to 255 (full); not checked, because it runs once for every pixel.
 * @returns −0.1 to 1.175 in the paper's range, linear in v.
 */
export function normalisePixel(v: number, { range, background }: PixelRange = PAPER): number {
  return (v * range) / 255 + background;
}
