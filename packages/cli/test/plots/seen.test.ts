import type { ReadDigit, Recognition } from 'lenet5/recognition';
import { describe, expect, it } from 'vitest';
import { seenSvg } from '../../src/plots/seen.js';
import { COLOUR } from '../../src/plots/sheet.js';

const digitAt = (x: number, given: Partial<ReadDigit> = {}): ReadDigit => ({
  digit: 7,
  distances: new Float32Array(10).fill(50),
  runnerUp: 1,
  margin: 40,
  confidence: 0.987,
  refusal: 0.01,
  rejected: false,
  reason: null,
  box: { x, y: 10, width: 20, height: 30 },
  image: new Uint8Array(784),
  ...given,
});

const PLAIN: Recognition = {
  text: '7',
  complete: true,
  confidence: 0.987,
  digits: [digitAt(10)],
  others: [],
  cells: [],
  reason: null,
};

const sheetOf = (given: Partial<Recognition>) => {
  const recognition = { ...PLAIN, ...given };
  return seenSvg({ name: 'a.png', uri: 'data:image/png;base64,', width: 200, height: 60, recognition });
};
const frames = (svg: string, colour: string) =>
  [...svg.matchAll(/<rect [^>]*>/g)].filter(([rect]) => rect.includes(`stroke="${colour}"`)).map(([rect]) => rect);

describe('seenSvg', () => {
  it('frames what was read, and says how sure it is, never more than it is', () => {
    const svg = sheetOf({});
    expect(frames(svg, COLOUR.validation)).toHaveLength(1);
    expect(svg).toContain('>7, 98\u00a0%<');
    expect(svg).toContain('Read: 7, right with a probability of 98\u00a0%');
    expect(svg).not.toContain('dasharray');
  });

  it('frames what was refused with dashes, under a ?, and says why', () => {
    const refused = digitAt(40, { rejected: true, reason: 'ambiguous' });
    const svg = sheetOf({ text: '7?', complete: false, digits: [digitAt(10), refused] });
    const [frame, ...others] = frames(svg, COLOUR.wrong);
    expect([frame?.includes('stroke-dasharray'), others]).toEqual([true, []]);
    expect(svg).toContain('>?</text>');
    expect(svg).toContain('refused: between 1 and 7');
    expect(svg).toContain(', 1 refused');
  });

  it('frames other marks and the cells of a form, and explains the frames that there are', () => {
    const mark = { x: 80, y: 38, width: 4, height: 6 };
    const cells = [[0, 100].map((x) => ({ box: { x, y: 0, width: 99, height: 60 }, text: '' }))];
    const svg = sheetOf({ others: [mark], cells });
    expect(frames(svg, COLOUR.cell)).toHaveLength(2);
    expect(frames(svg, COLOUR.quiet)).toHaveLength(1);
    expect(svg).toContain('blue: read; grey: other marks; light blue: cells of a form');
    expect(sheetOf({})).not.toContain('cells of a form');
  });

  it('says why nothing was read', () => {
    const svg = sheetOf({ text: '', complete: false, confidence: 0, digits: [], reason: 'nothing-drawn' });
    expect(svg).toContain('Nothing read: nothing drawn.');
  });
});
