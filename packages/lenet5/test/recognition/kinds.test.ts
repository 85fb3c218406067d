import { describe, expect, it } from 'vitest';
import { Recognizer } from '../../src/index.js';
import { Random } from '../../src/math/random.js';
import { pictureOf } from '../../src/recognition/picture.js';
import { pretrained } from '../../src/weights/pictures.js';
import { greyPicture, mnist } from './support.js';
import { bent, blurred, chequered, noisy, PERSPECTIVE, ROTATION, shadowed } from './synthesis/kinds/camera.js';
import { type Drawn, drawKind, glyphBank, KINDS, sourcesOf } from './synthesis/kinds/index.js';

const COUNT = 2;
const LABELS = { none: /^$/, single: /^\d$/, multi: /^\d{2,}$/ };

const { test } = await mnist();
const sources = sourcesOf(test, glyphBank('measure', 'line'));

/** Pixel by pixel. */
function same(a: Drawn, b: Drawn): boolean {
  const [{ picture: first, ...restOfA }, { picture: second, ...restOfB }] = [a, b];
  const sizes = [first, second].map(({ width, height, channels }) => [width, height, channels].join());
  return (
    JSON.stringify(restOfA) === JSON.stringify(restOfB) &&
    sizes[0] === sizes[1] &&
    Buffer.from(first.data).equals(Buffer.from(second.data))
  );
}

describe('kinds of pictures', () => {
  it('have names of their own, with a theme', () => {
    const names = KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\/[a-z-]+$/);
  });

  it.each(KINDS.map((kind) => [kind.name, kind] as const))(
    '%s: the same for a seed, and what it says',
    (name, kind) => {
      for (let index = 0; index < COUNT; index++) {
        const drawn = drawKind(kind, 1, index, sources);
        if (index === 0) {
          expect(same(drawKind(kind, 1, 0, sources), drawn)).toBe(true);
          expect(same(drawKind(kind, 2, 0, sources), drawn)).toBe(false);
        }
        expect(drawn.name).toBe(name);
        expect(drawn.kind === 'none').toBe(name.startsWith('none/'));
        expect(drawn.label).toMatch(LABELS[drawn.kind]);
        const { data, width, height } = pictureOf(drawn.picture);
        expect(Math.min(width, height)).toBeGreaterThan(3);
        expect(Math.max(width, height)).toBeLessThan(2000);
        // Something is to be seen.
        expect(new Set(data).size).toBeGreaterThan(1);
      }
    },
  );
});

describe('the recogniser on pictures that it was not tuned on', () => {
  const recognizer = new Recognizer(pretrained());
  const EACH = 3;

  it.each([
    ['none/', 85],
    ['light/', 80],
    ['shapes/', 85],
    ['forms/box', 66],
    ['forms/comb', 66],
    ['strings/plain', 66],
    ['prepared/', 85],
    ['display/', 66],
  ])('%s: at least %d per cent right', (theme, least) => {
    const kinds = KINDS.filter(({ name }) => name.startsWith(theme));
    const drawn = kinds.flatMap((kind) =>
      Array.from({ length: EACH }, (_, index) => drawKind(kind, 1998, index, sources)),
    );
    const right = drawn.filter(({ picture, label }) => recognizer.recognize(picture).text === label);
    expect((100 * right.length) / drawn.length).toBeGreaterThanOrEqual(least);
  });
});

describe('what happens to a picture', () => {
  const page = greyPicture(40, 30, (x) => (x > 17 && x < 22 ? 20 : 230));
  const after = (change: ReturnType<typeof bent>) => pictureOf(change(new Random(1, 'camera'), page));

  it('a bend adds ground like that of the border', () => {
    for (const bend of [ROTATION, PERSPECTIVE]) {
      const { data, width, height } = after(bent(bend));
      expect(width).toBeGreaterThan(40);
      expect(height).toBeGreaterThan(30);
      expect([data[0], data.at(-1)]).toEqual([230, 230]);
    }
  });

  it('blur, noise, squares and shadow keep the size and change the values', () => {
    for (const change of [blurred(2), noisy(10), chequered(8, 0.2), shadowed(0.5)]) {
      const { data, width, height } = after(change);
      expect([width, height]).toEqual([40, 30]);
      expect(Buffer.from(data).equals(Buffer.from(page.data))).toBe(false);
    }
  });
});
