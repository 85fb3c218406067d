import { Random } from '../../../src/math/random.js';
import { CODES } from '../../../src/network/bitmaps.js';
import { crop, normalise } from '../../../src/recognition/normalise.js';
import type { DigitImages } from './digit-images.js';
import type { Glyph } from './fonts.js';
import { drawResolution, seen } from './seen.js';
import { chance, drawPen, pick, tilt, withPen } from './shapes.js';

/**
 * Letters of fonts as EMNIST's set `letters` has those of people: capital and small ones under one label, counted from 1,
 * 28×28, in random order.
 * @param glyphs of fonts, in the size 'body'
 */
export function letterSet(glyphs: readonly Glyph[], perClass: number, seed: number): DigitImages {
  const random = new Random(seed, 'letters');
  const count = CODES.letters.length * perClass;
  const order = random.permutation(count);
  const images = new Uint8Array(count * 784);
  const labels = new Uint8Array(count);
  [...CODES.letters].forEach((letter, i) => {
    const own = glyphs.filter(({ character }) => character.toUpperCase() === letter);
    for (let k = 0; k < perClass; k++) {
      const { ink } = pick(random, own);
      const written = tilt(random, chance(random, 0.4) ? withPen(ink, drawPen(random)) : ink);
      const place = order[i * perClass + k] as number;
      images.set(normalise(crop(seen(written, drawResolution(random)))), place * 784);
      labels[place] = i + 1;
    }
  });
  return { images, labels, count };
}
