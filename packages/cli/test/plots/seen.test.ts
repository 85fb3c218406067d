import type { Candidate, ReadDigit, Recognition, Trace } from 'lenet5/recognition';
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

describe('seenSvg with a trace', () => {
  const cut = (x: number, taken: boolean) => ({
    points: [
      { x, y: 10 },
      { x: x + 2, y: 40 },
    ],
    depth: 3,
    taken,
  });
  const candidate = (given: Partial<Candidate>): Candidate => ({
    ...digitAt(10),
    costs: { digit: 1, other: 5 },
    taken: null,
    ...given,
  });
  const TRACE: Trace = {
    lines: [{ from: { x: 0, y: 50 }, to: { x: 200, y: 50 }, thickness: 2 }],
    cuts: [cut(20, true), cut(28, false), cut(36, false)],
    candidates: [
      candidate({ taken: 'digit' }),
      candidate({ digit: 4, confidence: 0.2, rejected: true, reason: 'no-digit' }),
      candidate({ digit: 1, confidence: 0.91 }),
      candidate({ digit: 3, confidence: 0.012, taken: 'other', rejected: true, reason: 'no-digit' }),
    ],
  };
  const ways = (svg: string, colour: string) =>
    [...svg.matchAll(/<polyline points="([^"]*)" [^>]*>/g)].filter(([way]) => way.includes(`stroke="${colour}"`));

  it('draws lines and cuts in the scale of the picture, those tried with dots, and says what they are', () => {
    const svg = sheetOf({ trace: TRACE });
    // 200 pixels are 920 wide, from 24, 76 on.
    expect(ways(svg, COLOUR.line).map(([, points]) => points)).toEqual(['24.0,306.0 944.0,306.0']);
    const cuts = ways(svg, COLOUR.cut);
    expect(cuts.map(([way]) => way.includes('dasharray'))).toEqual([true, true, false]);
    expect(cuts[2]?.[1]).toBe('116.0,122.0 125.2,260.0');
    expect(svg).toContain('green: lines of a form, taken out; purple: cuts made; purple, dotted: cuts tried');
  });

  it('shows each candidate with its nearest digit and the probability of it, framed by what became of it', () => {
    const svg = sheetOf({ trace: TRACE });
    for (const words of ['7: 98\u00a0%', '4: 20\u00a0%', '1: 91\u00a0%', '3: 1\u00a0%'])
      expect(svg).toContain(`>${words}<`);
    expect(frames(svg, COLOUR.wrong)).toHaveLength(1);
    expect(frames(svg, COLOUR.reference)).toHaveLength(1);
    expect(frames(svg, COLOUR.quiet)).toHaveLength(1);
    expect(frames(svg, COLOUR.validation)).toHaveLength(2);
    expect(svg).toContain('blue: on the best path, as a digit; grey: on it, as something else;');
  });

  it('leaves out candidates beyond 112, and says so', () => {
    const candidates = Array.from({ length: 1200 }, () => candidate({}));
    const svg = sheetOf({ trace: { ...TRACE, candidates } });
    expect(frames(svg, COLOUR.reference)).toHaveLength(112);
    expect(svg).toContain('(the first 112, 1,088 left out)');
  });

  it('is as without one where nothing else was tried', () => {
    const trace = { lines: [], cuts: [], candidates: [candidate({ taken: 'digit' })] };
    expect(sheetOf({ trace })).toBe(sheetOf({}));
  });
});
