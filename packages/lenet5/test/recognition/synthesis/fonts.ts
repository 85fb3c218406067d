import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'opentype.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { contoursOf, fillContours, type Step } from './outline.js';
import type { Point } from './pen.js';
import { BODY, SIDE } from './shapes.js';

/** A character as one font draws it. */
export interface Glyph {
  readonly character: string;
  /** Name of the font's package, and its weight. */
  readonly font: string;
  /** Handwriting, not print. */
  readonly hand: boolean;
  /** Ink of 0 to 255 on a square of SIDE; drawn when it is first asked for. */
  readonly ink: Plane;
}

/** 'body': each character fills BODY. 'line': a digit does, others in proportion to it, all with the same baseline. */
export type GlyphSize = 'body' | 'line';

/** Packages @fontsource/…; every third is only for measuring. */
const HANDWRITING = [
  ...['caveat', 'kalam', 'patrick-hand', 'indie-flower', 'reenie-beanie', 'shadows-into-light', 'homemade-apple'],
  ...['rock-salt', 'nothing-you-could-do', 'covered-by-your-grace', 'gloria-hallelujah', 'architects-daughter'],
  ...['just-another-hand', 'la-belle-aurore', 'zeyada', 'cedarville-cursive', 'kristi', 'sue-ellen-francisco'],
  ...['waiting-for-the-sunrise', 'gochi-hand', 'handlee', 'schoolbell', 'coming-soon', 'neucha', 'bad-script'],
  ...['marck-script', 'over-the-rainbow', 'loved-by-the-king', 'crafty-girls', 'annie-use-your-telescope'],
  ...['short-stack', 'give-you-glory', 'the-girl-next-door', 'swanky-and-moo-moo', 'delius', 'permanent-marker'],
  ...['pangolin', 'just-me-again-down-here', 'dawning-of-a-new-day', 'mansalva', 'mynerve', 'sedgwick-ave'],
  ...['sriracha', 'itim', 'rancho'],
];
const PRINT = [
  ...['didact-gothic', 'archivo-black', 'courier-prime', 'fira-mono', 'ubuntu-mono', 'anonymous-pro', 'oswald'],
  ...['pt-serif', 'dm-mono', 'share-tech-mono', 'special-elite', 'varela-round', 'old-standard-tt', 'crete-round'],
  ...['b612-mono', 'questrial', 'cutive-mono', 'vt323'],
];
const WEIGHTS = [400, 700];

/** Alphabets, and the file that has them. */
const SUBSETS: readonly (readonly [subset: string, characters: string])[] = [
  ['latin', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  ['latin', '!"#$%&\'()*+,-./:;<=>?@[\\]^_{|}~£¥§©¬°±µ¶·»¿×÷€ßÄÅÆÇÉÑÖÜàäåæçèêëéïñöøü'],
  ['greek', 'ΓΔΘΛΞΠΣΦΨΩαβγδεζηθικλμνξοπρστυφχψω'],
  ['cyrillic', 'БГДЖЗИЙЛПУФЦЧШЩЪЫЬЭЮЯабвгдежзийклмнптуфцчшщъыьэюя'],
];

/**
 * Characters of many fonts of free licences. Fonts for training and for measuring have nothing in common, so that the
 * figures are of hands that training has not seen.
 */
export function glyphBank(split: 'training' | 'measure', size: GlyphSize = 'body'): readonly Glyph[] {
  const chosen = (names: readonly string[]) => names.filter((_, i) => (i % 3 === 2) === (split === 'measure'));
  const glyphs = (names: readonly string[], hand: boolean) =>
    chosen(names).flatMap((name) => WEIGHTS.flatMap((weight) => glyphsOf(name, weight, hand, size)));
  return [...glyphs(HANDWRITING, true), ...glyphs(PRINT, false)];
}

function glyphsOf(name: string, weight: number, hand: boolean, size: GlyphSize): Glyph[] {
  const latin = read(name, 'latin', weight);
  if (!latin) return [];
  const digit = boundsOf(outlineOf(latin, '5')).height;
  return SUBSETS.flatMap(([subset, characters]) => {
    const font = read(name, subset, weight);
    const known = [...characters].filter((character) => font?.charToGlyphIndex(character));
    return known.flatMap((character): Glyph[] => {
      const contours = outlineOf(font as Font, character);
      return contours.length === 0 ? [] : [new Drawn(character, `${name} ${weight}`, hand, contours, size, digit)];
    });
  });
}

const { parse } = createRequire(import.meta.url)('opentype.js') as typeof import('opentype.js');

function read(name: string, subset: string, weight: number): Font | null {
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource/${name}/package.json`));
  const file = join(folder, 'files', `${name}-${subset}-${weight}-normal.woff`);
  if (!existsSync(file)) return null;
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return parse(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

/** Contours with an em of 1000, y down, the baseline at 0. */
function outlineOf(font: Font, character: string): Point[][] {
  return contoursOf(font.charToGlyph(character).getPath(0, 0, 1000).commands as Step[]);
}

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boundsOf(contours: readonly (readonly Point[])[]): Bounds {
  const points = contours.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

class Drawn implements Glyph {
  private plane: Plane | null = null;

  constructor(
    readonly character: string,
    readonly font: string,
    readonly hand: boolean,
    private readonly contours: readonly (readonly Point[])[],
    private readonly size: GlyphSize,
    private readonly digit: number,
  ) {}

  get ink(): Plane {
    this.plane ??= this.draw();
    return this.plane;
  }

  private draw(): Plane {
    const { left, top, width, height } = boundsOf(this.contours);
    const fitting = (SIDE - 4) / Math.max(width, height);
    const scale = Math.min(fitting, BODY / (this.size === 'body' ? Math.max(width, height) : this.digit));
    const x = (SIDE - width * scale) / 2 - left * scale;
    const middle = (SIDE - height * scale) / 2 - top * scale;
    // The baseline is where a digit in the middle of the square stands, unless the character would not fit there.
    const baseline = Math.max(-top * scale, Math.min(SIDE - (top + height) * scale, (SIDE + BODY) / 2));
    const y = this.size === 'body' ? middle : baseline;
    const contours = this.contours.map((contour) => contour.map(([u, v]): Point => [x + u * scale, y + v * scale]));
    return fillContours(contours, SIDE, SIDE);
  }
}
