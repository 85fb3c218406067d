import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNetwork, evaluate, readSafetensors } from 'lenet5';
import { PRETRAINED } from 'lenet5/weights';
import { readSource } from 'lenet5-cli/study';
import { describe, expect, test } from 'vitest';
import { makeExample } from '../../src/guide/example.js';
import { STOPS } from '../../src/guide/stops.js';
import { fillPage, quoteLines } from '../../src/markdown.js';
import { buildPages } from '../../src/pages.js';
import { RESULTS } from '../../src/reproduction/build.js';
import { readKept } from '../../src/reproduction/results.js';
import { ROOT, runNode } from '../support.js';

const source = await readSource(undefined);

test('quotations, numbers and figures are what `npm run docs` makes of this code', () => {
  const files = buildPages(ROOT, source);
  const differing = [...files].filter(([name, content]) => readFileSync(join(ROOT, name), 'utf8') !== content);
  expect(
    differing.map(([name]) => name),
    'npm run docs',
  ).toEqual([]);
  const figures = [...files.keys()].filter((name) => name.startsWith('docs/guide/figures/'));
  expect(readdirSync(join(ROOT, 'docs/guide/figures')).sort()).toEqual(
    figures.map((name) => name.slice('docs/guide/figures/'.length)).sort(),
  );
});

test('the weights of the guide are what its pages say: of one kept run, rounded, with as many errors', async () => {
  const { tensors, metadata } = readSafetensors(readFileSync(join(ROOT, 'docs/guide/weights.safetensors')));
  const network = createNetwork({ capacity: 100 });
  network.loadStateDict(tensors);
  const rounded = network.weightsSha256();
  expect(metadata).toMatchObject({ seed: '1', weightsSha256: rounded, recipe: expect.stringContaining('"distorted"') });
  const { runs } = await readKept(join(ROOT, 'docs', RESULTS));
  const trained = Object.values(runs).find(({ weights }) => weights.startsWith('f04678d9'));
  expect(trained?.test).toEqual([evaluate(network, source.test).errors, 10_000]);
  for (const page of ['README.md', 'README.zh-CN.md']) {
    const text = readFileSync(join(ROOT, 'docs/guide', page), 'utf8');
    for (const said of ['f04678d9…', `${rounded.slice(0, 8)}…`, ` ${trained?.test?.[0]} `])
      expect(text).toContain(said);
  }
  expect(PRETRAINED.recipe).toContain('"best"');
});

/** The numbers of a stop, by what stands before them. */
function numbersOf(lines: readonly string[], name: string): number[] {
  return lines.flatMap((line) => (line.trim().startsWith(name) ? [Number(line.trim().split(/\s+/).at(-1))] : []));
}

describe('the walk', () => {
  const example = makeExample(source);

  test.each(['C1', 'S2', 'C3', 'S4', 'C5', 'F6'])(
    '%s: the formula gives the state of the network to 0.0001',
    (name) => {
      const lines = STOPS[name]?.(example) ?? [];
      const [byFormula] = numbersOf(lines, 'f(sum)');
      const [ofNetwork] = numbersOf(lines, `${name} of the network`);
      expect(Math.abs((byFormula ?? Number.NaN) - (ofNetwork ?? Number.NaN))).toBeLessThan(1.01e-4);
    },
  );

  test.each(['F6-back', 'C5-back', 'S4-back', 'C3-back', 'C1-back'])(
    '%s: formula and backward pass agree to 0.1 %, the measured slope to 1 %',
    (name) => {
      const lines = STOPS[name]?.(example) ?? [];
      const formula = numbersOf(lines, 'by the formula');
      const passed = numbersOf(lines, 'by the backward pass');
      expect(formula.length).toBeGreaterThan(0);
      expect(passed.length).toBe(formula.length);
      formula.forEach((value, i) => {
        expect(Math.abs(value / (passed[i] ?? 0) - 1)).toBeLessThan(1e-3);
      });
      const weights = lines.flatMap((line, i) => (line.includes('from the loss') ? [i] : []));
      for (const i of weights) {
        const [slope, walked] = [lines[i], lines[i - 1]].map((line) => Number(line?.split(/\s+/).at(-1)));
        expect(Math.abs((slope ?? 0) / (walked ?? 0) - 1)).toBeLessThan(1e-2);
      }
    },
  );
});

test('from 0 nothing moves but the biases of F6, and from equal weights only F6 and C3 get different units', () => {
  const rows = (STOPS.equal?.(makeExample(source)) ?? []).slice(3).map((line) => line.trim().split(/ {2,}/));
  expect(rows).toEqual([
    ['C1', '0', '156', '1 of 6'],
    ['S2', '0', '12', '1 of 6'],
    ['C3', '0', '1516', '3 of 16'],
    ['S4', '0', '32', '3 of 16'],
    ['C5', '0', '48120', '1 of 120'],
    ['F6', '84', '10164', '54 of 84'],
  ]);
});

test('the chain rule of the first page gives the slope that is measured', () => {
  const lines = STOPS.chain?.(makeExample(source)) ?? [];
  expect(numbersOf(lines, 'their product')).toEqual(numbersOf(lines, 'from E at'));
});

test('the walk prints the stops that are asked for, and refuses others in one sentence', async () => {
  const walk = join(ROOT, 'docs/make/dist/walk.js');
  const { code, stdout } = await runNode(walk, 'S2', 'loss');
  expect([code, stdout.match(/^\S.*$/gm)]).toEqual([
    0,
    [
      'Test digit 8, weights of the guide (recipe distorted, seed 1, float16), plain kernels',
      'S2, map 2, row 9, column 4: four units of C1',
      'Loss of the digit, whose label is 5',
    ],
  ]);
  const wrong = await runNode(walk, 'C9');
  expect([wrong.code, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toMatch(/^walk: there is no stop C9, expected some of: slope, .*, C1, .*\.\n$/);
});

describe('marks', () => {
  test('a quotation ends at the first line with its last words, and loses its indent', () => {
    const { text, first, last } = quoteLines('a\n  b {\n    c\n  }\nd\n}\n', 'b {', '}');
    expect([text, first, last]).toEqual(['b {\n  c\n}', 2, 4]);
    expect(quoteLines('a\n  b {\n  }\n}\n', 'b {', '^}').last).toBe(4);
  });

  test.each([
    ['x\nx\n', 'x', 'x', '"x" stands in 2 lines, expected exactly one.'],
    ['x\n', 'y', 'y', '"y" stands in 0 lines, expected exactly one.'],
    ['z\nx\n', 'x', 'z', 'No line with "z" follows the one with "x".'],
  ])('%j quoted from %j to %j is refused', (text, from, to, sentence) => {
    expect(() => quoteLines(text, from, to)).toThrow(sentence);
  });

  test('a page is filled between its marks, and filling again changes nothing', () => {
    const fillers = { shout: ([word = '']: readonly string[]) => word.toUpperCase() };
    const page = fillPage('a\n<!-- shout "b c" -->\n<!-- /shout -->\nd\n', fillers);
    expect(page).toBe('a\n<!-- shout "b c" -->\nB C\n<!-- /shout -->\nd\n');
    expect(fillPage(page, fillers)).toBe(page);
    expect(() => fillPage('<!-- whisper a -->\n<!-- /whisper -->', fillers)).toThrow('No mark is called "whisper".');
  });
});
