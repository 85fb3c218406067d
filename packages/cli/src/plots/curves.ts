import { PAPER_FIG_5, PAPER_FINAL_TEST_ERROR, type PassRecord } from 'lenet5/training';
import { significant } from '../output.js';
import { logRange, type Panel, type Place, type Point, panelAt, type Range, type Series } from './panel.js';
import { COLOUR, type Heading, headedSheet, linesAt, MARGIN, NARROW, percent, wrapped } from './sheet.js';
import { type PlotLanguage, type PlotTexts, plotTexts } from './texts.js';

/** What the curves are of, besides what was measured. */
export interface CurvesOptions extends Heading {
  /** Passes that the run is to have. */
  passes: number;
  /** The last pass with distortion, where others follow. */
  lastDistorted?: number | undefined;
  /** Whether there is distortion in any pass. */
  distorted?: boolean;
  /** Whether the paper's measurements are of the same data. */
  paper: boolean;
  /** For a page as narrow as a phone: one plot below the other. */
  narrow?: boolean;
  language?: PlotLanguage;
}

/** The plots: the result large, what led to it small. */
const WIDE = {
  width: 960,
  height: 404,
  test: { x: MARGIN, y: 0, width: 540, height: 404 },
  training: { x: 612, y: 0, width: 324, height: 208 },
  loss: { x: 612, y: 216, width: 324, height: 188 },
};
const BELOW = {
  width: NARROW,
  height: 792,
  test: { x: MARGIN, y: 0, width: NARROW - 2 * MARGIN, height: 320 },
  training: { x: MARGIN, y: 336, width: NARROW - 2 * MARGIN, height: 232 },
  loss: { x: MARGIN, y: 584, width: NARROW - 2 * MARGIN, height: 208 },
};

const NOTE = { size: 10, leading: 14 };

/** The measured values of one column; passes without a measurement are left out. */
function pointsOf(rows: readonly PassRecord[], value: (row: PassRecord) => number | null): Point[] {
  return rows.map((row) => ({ x: row.pass, y: value(row) ?? Number.NaN })).filter(({ y }) => Number.isFinite(y));
}

function paperSeries(values: readonly number[], { paper }: CurvesOptions, words: PlotTexts): Series[] {
  const points = values.map((y, i) => ({ x: i + 1, y }));
  return paper ? [{ name: words.curves.paper, points, colour: COLOUR.reference }] : [];
}

function valuesOf(series: readonly Series[]): number[] {
  return series.flatMap(({ points }) => points.map(({ y }) => y));
}

/** What all panels share. */
interface Frame {
  rows: readonly PassRecord[];
  options: CurvesOptions;
  words: PlotTexts;
  shared: Pick<Panel, 'passes' | 'passLabel' | 'moment'>;
}

function lastText({ points }: Series, format: (value: number) => string, { curves }: PlotTexts): string {
  const last = points.at(-1);
  return last === undefined ? curves.notMeasured : curves.last(last.x, format(last.y));
}

function testPanel({ rows, options, words, shared }: Frame): Panel {
  const { curves } = words;
  const test: Series = {
    name: curves.testCurve,
    points: pointsOf(rows, (row) => row.testErrorPercent),
    colour: COLOUR.ink,
  };
  const points = pointsOf(rows, (row) => row.validationErrorPercent);
  const validation: Series = { name: curves.validation, points, colour: COLOUR.validation, secondary: true };
  const series = [...paperSeries(PAPER_FIG_5.test, options, words), ...(points.length > 0 ? [validation] : []), test];
  const last = test.points.at(-1);
  const reached =
    last && last.x === shared.passes[1] ? [{ value: last.y, text: percent(last.y), colour: COLOUR.ink }] : [];
  const text = `${percent(PAPER_FINAL_TEST_ERROR)} ${curves.paperFinal}`;
  const level = { value: PAPER_FINAL_TEST_ERROR, text, colour: COLOUR.quiet, dotted: true };
  return {
    ...shared,
    heading: curves.test,
    value: lastText(test, percent, words),
    series,
    levels: options.paper ? [...reached, level] : reached,
    range: logRange([...valuesOf(series), ...(options.paper ? [PAPER_FINAL_TEST_ERROR] : [])], 100),
  };
}

function trainingPanel({ rows, options, words, shared }: Frame): Panel {
  const { curves } = words;
  const points = pointsOf(rows, (row) => row.trainErrorPercent);
  const after: Series = { name: curves.afterPass, points, colour: COLOUR.ink };
  const onTheFly: Series = {
    name: curves.onTheFly,
    points: pointsOf(rows, (row) => row.runningErrorPercent),
    colour: COLOUR.ink,
    secondary: true,
  };
  const series = [...paperSeries(PAPER_FIG_5.running, options, words), onTheFly, after];
  const range = logRange(valuesOf(series), 100);
  return { ...shared, heading: curves.training, value: lastText(after, percent, words), series, levels: [], range };
}

function lossPanel({ rows, words, shared }: Frame): Panel {
  const { curves } = words;
  const points = pointsOf(rows, (row) => row.meanLoss);
  const loss: Series = { name: curves.meanLoss, points, colour: COLOUR.ink };
  const value = lastText(loss, significant, words);
  return { ...shared, heading: curves.loss, value, series: [loss], levels: [], range: logRange(valuesOf([loss])) };
}

/** First and last pass of the axis: those planned, those measured, and those of the paper where it is drawn. */
function passesOf(rows: readonly PassRecord[], { passes, paper }: CurvesOptions): Range {
  const numbers = rows.map(({ pass }) => pass);
  return [Math.min(1, ...numbers), Math.max(passes, paper ? PAPER_FIG_5.test.length : 1, ...numbers)];
}

/**
 * The three plots that the blog's code shows, test error, training error and mean training loss over the passes; the
 * paper's Fig. 5 in grey behind the errors, where the data are its own. Any number of rows will do, none included.
 */
export function curvesSvg(rows: readonly PassRecord[], options: CurvesOptions): string {
  const { lastDistorted, distorted = false, paper, narrow = false, language } = options;
  const words = plotTexts(language);
  const { curves } = words;
  const ends = lastDistorted !== undefined && rows.some(({ pass }) => pass > lastDistorted);
  const moment = ends ? { pass: lastDistorted + 0.5, text: curves.distortionEnds } : undefined;
  const shared = { passes: passesOf(rows, options), passLabel: curves.pass, moment };
  const frame: Frame = { rows, options, words, shared };
  const { width, height, test, training, loss } = narrow ? BELOW : WIDE;
  const panels: [Place, Panel][] = [
    [test, testPanel(frame)],
    [training, trainingPanel(frame)],
    [loss, lossPanel(frame)],
  ];
  const sentences = [...(paper ? [curves.paperNote] : []), curves.onTheFlyNote(distorted), curves.axes];
  const lines = wrapped(sentences.join(words.space), width - 2 * MARGIN, NOTE.size);
  const note = linesAt(MARGIN, height + 18, lines, NOTE.leading, { size: NOTE.size, colour: COLOUR.quiet });
  const body = panels.map(([place, panel]) => panelAt(place, panel)).join('') + note;
  return headedSheet(options, { width, height: height + 18 + lines.length * NOTE.leading, body });
}
