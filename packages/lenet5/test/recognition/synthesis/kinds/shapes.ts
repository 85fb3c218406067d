import type { Random } from '../../../../src/math/random.js';
import { crop } from '../../../../src/recognition/normalise.js';
import { type Plane, plane } from '../../../../src/recognition/plane.js';
import { type Labelled, paste } from '../pictures.js';
import { BODY, chance, drawGlyph, pick, tilt } from '../shapes.js';
import { beside, digitsOf, gaps, mnistHand, scaledBy } from './hand.js';
import type { Kind, Sources } from './kind.js';
import { framed, labelled } from './sheet.js';

/** Ways to write a digit, as the strokes of glyphs.ts; written for measuring, training has others. */
const FOURS = [
  '58,2 8,60 88,60;58,2 56,125',
  '62,0 10,66 66,66;62,0 62,128',
  '66,0 5,55 92,52;66,0 60,118',
  '~55,4 30,34 8,62;8,62 84,62;60,0 60,112',
];
const NINES = [
  '~80,22 52,4 24,16 20,40 44,52 66,44;~82,4 80,50 74,98',
  '~76,14 44,4 18,24 26,48 60,46;80,6 72,100',
  '~72,20 50,4 22,20 30,46 62,44;~78,10 84,60 60,98 24,92',
];
const EIGHTS = [
  '~52,48 26,28 50,2 74,26 50,50;50,50 18,54 18,98 84,98 84,54 50,50',
  '~50,46 24,24 50,2 78,22 50,46;48,46 22,50 18,96 80,98 82,52 50,46',
];
const SERIFS = ['22,28 54,2 54,97;0,97 104,97', '14,34 50,2 50,97;-14,98 112,97', '30,20 52,2 52,96;-6,96 106,98'];

/** A digit of the list alone, or among digits of somebody. */
function among(digit: number, shapes: readonly string[]): Kind['draw'] {
  return (random: Random, sources: Sources): Labelled => {
    const height = random.uniform(30, 110);
    const share = random.uniform(1.4, 3.2);
    const hand = mnistHand(random, sources, share);
    const own = () => scaledBy(shape(random, pick(random, shapes), (share * BODY) / 20), height / BODY);
    const digits = chance(random, 0.5) ? [digit] : digitsOf(random, 2, 5);
    if (!digits.includes(digit)) digits[random.below(digits.length)] = digit;
    const parts = digits.map((each) => (each === digit ? own() : hand(each, height)));
    const ink = beside(random, parts, { height, gap: gaps(random, 0.15, 0.4) });
    const label = digits.join('');
    return labelled(random, { label, ink: framed(random, ink, height * 0.15, height * 0.7) });
  };
}

function shape(random: Random, glyph: string, pen: number): Plane {
  return crop(tilt(random, drawGlyph(random, glyph, pen), 0.3));
}

/** A 1 that stands on a line as wide as the picture. */
function wideOne(random: Random): Labelled {
  const height = random.uniform(24, 120);
  const ink = scaledBy(crop(drawGlyph(random, pick(random, SERIFS), random.uniform(5, 12))), height / BODY);
  const [above, below] = [Math.round(height * random.uniform(0, 0.4)), Math.round(height * random.uniform(0, 0.25))];
  const result = plane(ink.width, ink.height + above + (chance(random, 0.5) ? 0 : below));
  paste(result, ink, 0, above);
  return labelled(random, { label: '1', ink: result });
}

/** Shapes that some people give a digit. */
export const SHAPES: readonly Kind[] = [
  { name: 'shapes/long-four', draw: among(4, FOURS) },
  { name: 'shapes/open-nine', draw: among(9, NINES) },
  { name: 'shapes/square-eight', draw: among(8, EIGHTS) },
  { name: 'shapes/wide-one', draw: wideOne },
];
