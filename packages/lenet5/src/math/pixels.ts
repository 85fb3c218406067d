/**
 * The paper's pixel range (LeCun et al. 1998, section II.B): background −0.1 and ink 1.175, which makes the mean input
 * of a digit about 0 and its variance about 1.
 */

/** Value of an empty pixel (0 in an IDX file). */
export const BACKGROUND = -0.1;
/** From an empty pixel to full ink (255 in an IDX file), which becomes 1.175. */
export const RANGE = 1.275;

/**
 * The network's input for a stored pixel: v·1.275/255 − 0.1.
 * @param v ink, 0 (none) to 255 (full); not checked, because it runs once for every pixel.
 * @returns −0.1 to 1.175, linear in v.
 */
export function normalisePixel(v: number): number {
  return (v * RANGE) / 255 + BACKGROUND;
}
