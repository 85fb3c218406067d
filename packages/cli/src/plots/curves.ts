import { PAPER_FIG_5, PAPER_FINAL_TEST_ERROR, type PassRecord } from 'lenet5/training';
import { significant } from '../output.js';
import { PANEL, type Panel, type Point, panelAt, type Series, topOf } from './panel.js';
import { COLOUR, fitted, MARGIN, percent, sheetSvg, textAt } from './sheet.js';

const WIDTH = 960;
const HEIGHT = 408;
const PANELS_TOP = 56;

/** The error plots always reach above the paper's first pass, so that runs can be compared by eye. */
const ERROR_FLOOR = 5;

const NOTE =
  'Paper: LeCun, Bottou, Bengio, Haffner 1998, Fig. 5, read off the print; its training error is measured on the fly. ' +
  `Dotted: its final test error, ${percent(PAPER_FINAL_TEST_ERROR)}.`;

/** The measured values of one column; passes without a measurement are left out. */
function pointsOf(rows: readonly PassRecord[], value: (row: PassRecord) => number | null): Point[] {
  return rows.map((row) => ({ x: row.pass, y: value(row) ?? Number.NaN })).filter(({ y }) => Number.isFinite(y));
}

function paperSeries(values: readonly number[]): Series {
  return { name: 'paper', points: values.map((y, i) => ({ x: i + 1, y })), colour: COLOUR.reference };
}

function trainingSeries(rows: readonly PassRecord[]): Series[] {
  return [
    paperSeries(PAPER_FIG_5.running),
    {
      name: 'on the fly',
      points: pointsOf(rows, (row) => row.runningErrorPercent),
      colour: COLOUR.ink,
      secondary: true,
    },
    { name: 'after the pass', points: pointsOf(rows, (row) => row.trainErrorPercent), colour: COLOUR.ink },
  ];
}

function testSeries(rows: readonly PassRecord[]): Series[] {
  const validation = pointsOf(rows, (row) => row.validationErrorPercent);
  const split: Series = { name: 'validation', points: validation, colour: COLOUR.validation, secondary: true };
  const test: Series = { name: 'test', points: pointsOf(rows, (row) => row.testErrorPercent), colour: COLOUR.ink };
  return [paperSeries(PAPER_FIG_5.test), ...(validation.length > 0 ? [split] : []), test];
}

/** The three panels, loss, training error and test error, on one horizontal axis; both errors on one vertical axis. */
function panelsOf(rows: readonly PassRecord[]): Panel[] {
  const loss: Series[] = [
    { name: 'mean over the pass', points: pointsOf(rows, (row) => row.meanLoss), colour: COLOUR.ink },
  ];
  const training = trainingSeries(rows);
  const test = testSeries(rows);
  const numbers = rows.map(({ pass }) => pass);
  const passes: [number, number] = [Math.min(1, ...numbers), Math.max(PAPER_FIG_5.test.length, ...numbers)];
  const measured = [...training, ...test].filter(({ colour }) => colour !== COLOUR.reference);
  const top = topOf(measured, ERROR_FLOOR);
  return [
    { heading: 'Training loss', format: significant, series: loss, passes, top: topOf(loss, 0) },
    { heading: 'Training error, %', format: percent, series: training, passes, top },
    { heading: 'Test error, %', format: percent, series: test, level: PAPER_FINAL_TEST_ERROR, passes, top },
  ];
}

/**
 * The three plots that the blog's code shows side by side: mean training loss, training error and test error over the
 * passes, with the paper's Fig. 5 in grey behind the errors. Any number of rows will do, none included.
 */
export function curvesSvg(rows: readonly PassRecord[], { title }: { title: string }): string {
  const step = (WIDTH - 2 * MARGIN - PANEL.width) / 2;
  const panels = panelsOf(rows).map((panel, i) => panelAt(MARGIN + i * step, PANELS_TOP, panel));
  const heading = textAt(MARGIN, 32, fitted(title, WIDTH - 2 * MARGIN, 15), { size: 15, bold: true });
  const note = textAt(MARGIN, HEIGHT - 18, NOTE, { size: 10, colour: COLOUR.quiet });
  return sheetSvg({ width: WIDTH, height: HEIGHT, title, body: heading + panels.join('') + note });
}
