import * as Plot from '@observablehq/plot';
import { BITMAPS, TABLE_I } from 'lenet5';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { COLOUR, sharpGroup, textAt } from 'lenet5-cli/plots';
import { CENTRED, diverging, GRID, greyBetween, imageAt, plotSheet, titledSheet } from '../figure-parts.js';
import { backward, distancesOf, type Example, f, parameterOf, slopeAt } from './example.js';
import { gradientsSvg, layersSvg } from './layer-figures.js';
import { fixed } from './numbers.js';
import { layerRates, threeOf } from './update.js';

/** The figures of the guide, by file name. */
export function guideFigures(example: Example): Map<string, string> {
  backward(example);
  return new Map([
    ['layers.svg', layersSvg(example)],
    ['kernels.svg', kernelsSvg(example)],
    ['squash.svg', squashSvg()],
    ['table.svg', tableSvg()],
    ['bitmaps.svg', bitmapsSvg()],
    ['distances.svg', distancesSvg(example)],
    ['gradients.svg', gradientsSvg(example)],
    ['rates.svg', ratesSvg(example)],
  ]);
}

/** Table I: which maps of S2 (rows) a map of C3 (columns) reads. */
function tableSvg(): string {
  const cells = TABLE_I.flatMap((maps, c3) => maps.map((s2) => ({ c3, s2 })));
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  return plotSheet('Table I: a map of C3 (column) reads the marked maps of S2 (rows)', 560, 250, {
    marginLeft: 44,
    marginBottom: 36,
    x: { type: 'band', domain: numbers(16), label: 'map of C3', labelAnchor: 'center', tickSize: 0, padding: 0.08 },
    y: { type: 'band', domain: numbers(6), label: 'map of S2', labelAnchor: 'center', tickSize: 0, padding: 0.08 },
    marks: [
      Plot.cell(
        numbers(16).flatMap((c3) => numbers(6).map((s2) => ({ c3, s2 }))),
        { x: 'c3', y: 's2', fill: COLOUR.right },
      ),
      Plot.cell(cells, { x: 'c3', y: 's2', fill: COLOUR.ink }),
    ],
  });
}

/** The six kernels of C1, and their biases. */
function kernelsSvg(example: Example): string {
  const { data } = parameterOf(example, 'C1.weight').value;
  const most = Math.max(...Array.from(data, Math.abs));
  const [pixel, step, top] = [20, 124, 52];
  const kernels = Array.from({ length: 6 }, (_, map) => {
    const x = 24 + map * step;
    const values = Array.from(data).slice(map * 25, (map + 1) * 25);
    const bias = fixed(parameterOf(example, 'C1.bias').value.data[map] ?? 0, 2);
    const words = textAt(x, top + 118, `map ${map}, bias ${bias}`, { colour: COLOUR.quiet });
    return imageAt(x, top, { values, width: 5, height: 5 }, pixel, diverging(most)) + words;
  });
  const title = `The kernels of C1, weights of the guide: blue negative, red positive, fullest at ±${fixed(most, 2)}`;
  return titledSheet({ width: 776, height: 192, title, body: sharpGroup(kernels.join('')) });
}

/** The bitmaps of the ten digits. */
function bitmapsSvg(): string {
  const [pixel, step, top] = [8, 76, 48];
  const title = 'The ten bitmaps (Fig. 3 of the paper): ink +1, background -1';
  const bitmaps = BITMAPS.map((values, digit) => {
    const x = 24 + digit * step;
    const image = imageAt(x, top, { values, width: BITMAP_WIDTH, height: BITMAP_HEIGHT }, pixel, greyBetween(-1, 1));
    return image + textAt(x + 28, top + 114, `${digit}`, { anchor: 'middle', colour: COLOUR.quiet });
  });
  return titledSheet({ width: 788, height: 180, title, body: sharpGroup(bitmaps.join('')) });
}

/** f(a) = 1.7159 tanh(2a/3) and its slope. */
function squashSvg(): string {
  const points = Array.from({ length: 161 }, (_, i) => (i - 80) / 20).map((a) => {
    return { a, x: f(a), slope: slopeAt(f(a)) };
  });
  const label = (a: number, y: number, text: string) =>
    Plot.text([text], { x: a, y, text: (each: string) => each, fill: COLOUR.ink, textAnchor: 'start' });
  return plotSheet('The squashing function and its slope: f(±1) = ±1', 560, 340, {
    marginLeft: 40,
    marginBottom: 40,
    x: { domain: [-4, 4] },
    y: { domain: [-2, 2] },
    marks: [
      Plot.gridY({ ticks: 5, ...GRID }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: null }),
      Plot.axisX({ tickSize: 4, label: 'a, the weighted sum', ...CENTRED }),
      Plot.ruleY([0], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
      Plot.ruleY([-1.7159, 1.7159], { stroke: COLOUR.reference, strokeDasharray: '1 3' }),
      Plot.line(points, { x: 'a', y: 'x', stroke: COLOUR.ink, strokeWidth: 1.5 }),
      Plot.line(points, { x: 'a', y: 'slope', stroke: COLOUR.validation, strokeWidth: 1.5 }),
      Plot.dot([-1, 1], { x: (a: number) => a, y: (a: number) => a, r: 3, fill: COLOUR.ink }),
      label(1.8, 1.22, 'f(a)'),
      label(1.4, 0.72, "f'(a)"),
      label(-3.9, 1.85, '1.7159'),
    ],
  });
}

/** The ten distances of the digit. */
function distancesSvg(example: Example): string {
  const rows = distancesOf(example).map((distance, digit) => ({ digit: `${digit}`, distance }));
  const answer = example.network.answer(0);
  return plotSheet('Distances of test digit 8 to the ten bitmaps: the smallest is the answer', 560, 300, {
    marginLeft: 40,
    marginBottom: 40,
    x: { type: 'band', domain: rows.map(({ digit }) => digit), padding: 0.3 },
    y: { domain: [0, 140] },
    marks: [
      Plot.gridY({ ticks: 7, ...GRID }),
      Plot.axisY({ ticks: 7, tickSize: 0, label: null }),
      Plot.axisX({ tickSize: 0, label: 'digit', ...CENTRED }),
      Plot.barY(rows, {
        x: 'digit',
        y: 'distance',
        fill: (row: { digit: string }) => (row.digit === `${answer}` ? COLOUR.wrong : COLOUR.ink),
      }),
      Plot.text(rows, { x: 'digit', y: 'distance', dy: -7, text: ({ distance }) => fixed(distance, 1) }),
    ],
  });
}

/** The middle and the ends of a layer's rates, at one time. */
interface RateRow {
  readonly place: string;
  readonly least: number;
  readonly middle: number;
  readonly most: number;
  readonly colour: string;
}

/** The range of the second-order rates of every layer, with initial and with trained weights. */
function ratesSvg(example: Example): string {
  const rows = layerRates(example).flatMap(({ layer, initial, trained }) => {
    const rowOf = (when: string, sorted: readonly number[], colour: string): RateRow => {
      const [least, middle, most] = threeOf(sorted);
      return { place: `${layer} ${when}`, least, middle, most, colour };
    };
    return [rowOf('initial', initial, COLOUR.reference), rowOf('trained', trained, COLOUR.ink)];
  });
  const title = 'Second-order rates of every layer: range and median; no rate exceeds η/μ = 0.025';
  return plotSheet(title, 640, 374, {
    marginLeft: 88,
    marginBottom: 42,
    marginRight: 24,
    x: { type: 'log', domain: [1e-4, 4e-2] },
    y: { type: 'band', domain: rows.map(({ place }) => place), padding: 0.2 },
    marks: [
      Plot.gridX([1e-4, 1e-3, 1e-2], GRID),
      Plot.axisX({ ticks: 3, tickSize: 4, tickFormat: '~e', label: 'rate η/(μ + h)', ...CENTRED }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.ruleX([0.025], { stroke: COLOUR.reference, strokeDasharray: '1 3' }),
      Plot.ruleY(rows, { y: 'place', x1: 'least', x2: 'most', stroke: ({ colour }) => colour, strokeWidth: 3 }),
      Plot.dot(rows, {
        y: 'place',
        x: 'middle',
        r: 4,
        fill: COLOUR.paper,
        stroke: ({ colour }) => colour,
        strokeWidth: 1.5,
      }),
    ],
  });
}
