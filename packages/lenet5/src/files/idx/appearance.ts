/** Looks at the pixels of a data set for the two mistakes of home-made IDX files: inverted ink and a wrong range. */

/** An image counts as inverted if its border is brighter than its inside by this share of the brightest pixel. */
const INVERTED_MARGIN = 1 / 16;
/** Fewer inverted images than this share say nothing: in real sets ink touches the border now and then. */
const INVERTED_SHARE = 0.05;
/** MNIST reaches 255 in nearly every image; a whole set that stays below this was scaled. */
const DIMMEST_FULL_INK = 128;

/**
 * Warnings about pixels that do not look like ink (255) on background (0), each with its fix; none if all is well.
 * @param images count × side × side bytes
 * @param name how the warnings call the images
 */
export function inspectPixels(images: Uint8Array, side: number, name: string): string[] {
  const brightest = highest(images);
  if (brightest === 0) return [`All pixels of ${name} are 0, so there is nothing to learn: check what wrote the file.`];
  const warnings: string[] = [];
  if (brightest < DIMMEST_FULL_INK) {
    warnings.push(
      `The brightest pixel of ${name} is ${brightest}, where full ink is 255: ` +
        `the pixels look scaled, so multiply every pixel by 255/${brightest}.`,
    );
  }
  const count = images.length / (side * side);
  const inverted = countInverted(images, side, brightest * INVERTED_MARGIN);
  if (inverted > count / 2) {
    warnings.push(
      `The images of ${name} look inverted (dark ink on light paper: in ${inverted} of ${count} the border is ` +
        'brighter than the inside), where ink is high (255) and background 0: invert them, 255 - value for every pixel.',
    );
  } else if (inverted > count * INVERTED_SHARE) {
    warnings.push(
      `${inverted} of ${count} images of ${name} look inverted (their border is brighter than their inside), ` +
        'so light and dark ink seem mixed: invert those images, 255 - value for every pixel.',
    );
  }
  return warnings;
}

/** How many images have a border whose mean is above the mean of the inside by more than `margin`. */
function countInverted(images: Uint8Array, side: number, margin: number): number {
  const size = side * side;
  const borderSize = 4 * side - 4;
  let inverted = 0;
  for (let start = 0; start < images.length; start += size) {
    const end = start + size;
    const all = sum(images, start, end, 1);
    // Top row, bottom row, and the two columns between them.
    const border =
      sum(images, start, start + side, 1) +
      sum(images, end - side, end, 1) +
      sum(images, start + side, end - side, side) +
      sum(images, start + 2 * side - 1, end - side, side);
    if (border / borderSize > (all - border) / (size - borderSize) + margin) inverted++;
  }
  return inverted;
}

/** An indexed loop: `reduce` and `for of` take four to six times as long on 47 MB. */
function highest(pixels: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < pixels.length; i++) most = Math.max(most, pixels[i]!);
  return most;
}

function sum(pixels: Uint8Array, start: number, end: number, step: number): number {
  let total = 0;
  for (let i = start; i < end; i += step) total += pixels[i]!;
  return total;
}
