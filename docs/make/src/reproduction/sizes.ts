import * as Plot from '@observablehq/plot';
import { COLOUR, integer, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';
import { GRID, legendAt } from '../figure.js';
import { type Report, resultsOf } from './results.js';

/** The paper's Fig. 6: size of the training set, test and training error in per cent. */
const PAPER_SIZES = [
  { size: 15000, test: 1.68, train: 0.05 },
  { size: 30000, test: 1.14, train: 0.31 },
  { size: 60000, test: 0.94, train: 0.35 },
] as const;
/** The paper's test error with distortions. */
const PAPER_DISTORTED = 0.8;

const WIDTH = 640;
const HEIGHT = 400;
const DISTORTED = '60,000\ndistorted';

interface Point {
  readonly place: string;
  readonly value: number;
}

/** Final errors of every run, by size of the training set. */
function pointsOf(report: Report, which: 'test' | 'train'): Point[] {
  return (report.get('sizes')?.table ?? []).flatMap((row) =>
    resultsOf(row).flatMap(({ outcome }) => {
      const [test, trained] = [outcome.test, outcome.train];
      const value = which === 'test' ? test?.errorPercent : trained?.errorPercent;
      const place = row.name.includes('distorted') ? DISTORTED : integer(trained?.count ?? 0);
      return value === undefined ? [] : [{ place, value }];
    }),
  );
}

function paperPoints(which: 'test' | 'train'): Point[] {
  const points = PAPER_SIZES.map((each) => ({ place: integer(each.size), value: each[which] }));
  return which === 'test' ? [...points, { place: DISTORTED, value: PAPER_DISTORTED }] : points;
}

const whole = (points: readonly Point[]) => points.filter(({ place }) => place !== DISTORTED);

function marksOf(points: readonly Point[], colour: string, ring: boolean): Plot.Markish[] {
  const place = { x: 'place', y: 'value' } as const;
  return [
    Plot.line(whole(points), Plot.groupX({ y: 'mean' }, { ...place, stroke: colour, strokeWidth: 1.2 })),
    Plot.dot(points, { ...place, r: 3, fill: ring ? COLOUR.paper : colour, stroke: colour, strokeWidth: 1.3 }),
  ];
}

/** The paper's Fig. 6 with our trainings. */
export function sizesSvg(report: Report): string {
  const [test, train] = [pointsOf(report, 'test'), pointsOf(report, 'train')];
  const plot = plotAt(16, 64, {
    width: WIDTH - 32,
    height: HEIGHT - 100,
    marginLeft: 36,
    marginBottom: 44,
    x: { type: 'point', domain: [...PAPER_SIZES.map(({ size }) => integer(size)), DISTORTED], padding: 0.4 },
    y: { domain: [0, Math.max(1.8, ...[...test, ...train].map(({ value }) => value))] },
    marks: [
      Plot.gridY({ ticks: 6, ...GRID }),
      Plot.axisY({ ticks: 6, tickSize: 0, label: null }),
      Plot.axisX({ tickSize: 0, label: null }),
      Plot.ruleY([0], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
      ...marksOf(paperPoints('test'), COLOUR.reference, true),
      ...marksOf(paperPoints('train'), COLOUR.reference, true),
      ...marksOf(test, COLOUR.ink, false),
      ...marksOf(train, COLOUR.validation, false),
    ],
  });
  const title = 'Error and size of the training set';
  const body = [
    textAt(24, 30, 'Error in % after the last pass, by training digits', { size: 13, bold: true }),
    legendAt(24, 54, [
      { name: 'paper, Fig. 6', colour: COLOUR.reference, shape: 'ring' },
      { name: 'test', colour: COLOUR.ink },
      { name: 'training', colour: COLOUR.validation },
    ]),
    plot,
    textAt(24, HEIGHT - 14, 'One dot a seed; lines join the means.', { size: 10, colour: COLOUR.quiet }),
  ].join('');
  return sheetSvg({ width: WIDTH, height: HEIGHT, title, body });
}
