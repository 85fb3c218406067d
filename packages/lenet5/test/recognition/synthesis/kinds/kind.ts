import type { Random } from '../../../../src/math/random.js';
import type { Plane } from '../../../../src/recognition/plane.js';
import type { DigitImages } from '../digit-images.js';
import type { Glyph } from '../fonts.js';
import type { Labelled } from '../pictures.js';

/** What pictures are drawn from; nothing of it was ever used in training. */
export interface Sources {
  readonly mnist: DigitImages;
  /** For each digit the places in `mnist` that show it. */
  readonly places: readonly (readonly number[])[];
  /** Fonts written by hand and printed ones, all characters on one baseline. */
  readonly hands: readonly Face[];
  readonly prints: readonly Face[];
}

/** One font: what it has of each character. */
export interface Face {
  readonly name: string;
  readonly glyphs: ReadonlyMap<string, Glyph>;
}

/** One kind of picture. */
export interface Kind {
  /** Theme and kind: 'forms/comb'. */
  readonly name: string;
  /** Signs or words stand beside the digits: a reader may put marks of doubt for them. */
  readonly signs?: true;
  readonly draw: (random: Random, sources: Sources) => Labelled;
}

/** Ink and what it says. */
export interface Writing {
  readonly label: string;
  readonly ink: Plane;
}

/**
 * @param mnist the test part
 * @param glyphs of the fonts for measuring, in the size 'line'
 */
export function sourcesOf(mnist: DigitImages, glyphs: readonly Glyph[]): Sources {
  const places = Array.from({ length: 10 }, (): number[] => []);
  for (let i = 0; i < mnist.count; i++) places[mnist.labels[i] as number]?.push(i);
  return {
    mnist,
    places,
    hands: facesOf(glyphs.filter(({ hand }) => hand)),
    prints: facesOf(glyphs.filter(({ hand }) => !hand)),
  };
}

function facesOf(glyphs: readonly Glyph[]): Face[] {
  const faces = new Map<string, Map<string, Glyph>>();
  for (const glyph of glyphs) {
    const known = faces.get(glyph.font) ?? new Map<string, Glyph>();
    faces.set(glyph.font, known.set(glyph.character, glyph));
  }
  return [...faces].map(([name, characters]) => ({ name, glyphs: characters }));
}

/** A whole number from `least` to `most`, both included. */
export function whole(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}
