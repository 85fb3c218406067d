import { PAPER_FIG_5, PAPER_FINAL_TEST_ERROR, type PassRecord } from 'lenet5/training';
import { significant } from '../output.js';
import { language, t } from '../texts/language.js';
import { logRange, type Moment, type Panel, type Range, type Series } from './panel.js';
import { panelsSheet, pointsOf, valuesOf } from './panels.js';
import { COLOUR, type Heading, percent } from './sheet.js';

/** What the curves are of, besides what was measured. */
export interface CurvesOptions extends Heading {
  /** Passes that the run is to have. */
  passes: number;
  /** What changes in the course of it, in the order of the passes: named as soon as a pass beyond is there. */
  moments?: readonly Moment[];
  /** Whether there is distortion in any pass. */
  distorted?: boolean;
  /** Whether the paper's measurements are of the same data. */
  paper: boolean;
  /** For a page as narrow as a phone: one plot below the other. */
  narrow?: boolean;
}

function paperSeries(values: readonly number[], { paper }: CurvesOptions): Series[] {
  const points = values.map((y, i) => ({ x: i + 1, y }));
  return paper ? [{ name: t('paper, Fig. 5'), points, colour: COLOUR.reference }] : [];
}

/** What all panels share. */
interface Frame {
  rows: readonly PassRecord[];
  options: CurvesOptions;
  shared: Pick<Panel, 'passes' | 'passLabel' | 'moments'>;
}

function lastText({ points }: Series, format: (value: number) => string): string {
  const last = points.at(-1);
  return last === undefined
    ? t('not measured')
    : t('pass {{pass}}: {{value}}', { pass: last.x, value: format(last.y) });
}

function testPanel({ rows, options, shared }: Frame): Panel {
  const test: Series = {
    name: t('test samples'),
    points: pointsOf(rows, (row) => row.testErrorPercent),
    colour: COLOUR.ink,
  };
  const points = pointsOf(rows, (row) => row.validationErrorPercent);
  const validation: Series = { name: t('validation'), points, colour: COLOUR.validation, secondary: true };
  const series = [...paperSeries(PAPER_FIG_5.test, options), ...(points.length > 0 ? [validation] : []), test];
  const last = test.points.at(-1);
  const reached =
    last && last.x === shared.passes[1] ? [{ value: last.y, text: percent(last.y), colour: COLOUR.ink }] : [];
  const text = t('{{error}} paper', { error: percent(PAPER_FINAL_TEST_ERROR) });
  const level = { value: PAPER_FINAL_TEST_ERROR, text, colour: COLOUR.quiet, dotted: true };
  return {
    ...shared,
    heading: t('Test error, %'),
    value: lastText(test, percent),
    series,
    levels: options.paper ? [...reached, level] : reached,
    range: logRange([...valuesOf(series), ...(options.paper ? [PAPER_FINAL_TEST_ERROR] : [])], 100),
  };
}

function trainingPanel({ rows, options, shared }: Frame): Panel {
  const points = pointsOf(rows, (row) => row.trainErrorPercent);
  const after: Series = { name: t('after the pass'), points, colour: COLOUR.ink };
  const onTheFly: Series = {
    name: t('on the fly'),
    points: pointsOf(rows, (row) => row.runningErrorPercent),
    colour: COLOUR.ink,
    secondary: true,
  };
  const series = [...paperSeries(PAPER_FIG_5.running, options), onTheFly, after];
  const range = logRange(valuesOf(series), 100);
  return { ...shared, heading: t('Training error, %'), value: lastText(after, percent), series, levels: [], range };
}

function lossPanel({ rows, shared }: Frame): Panel {
  const points = pointsOf(rows, (row) => row.meanLoss);
  const loss: Series = { name: t('mean over the pass'), points, colour: COLOUR.ink };
  const value = lastText(loss, significant);
  return {
    ...shared,
    heading: t('Training loss'),
    value,
    series: [loss],
    levels: [],
    range: logRange(valuesOf([loss])),
  };
}

/** First and last pass of the axis: those planned, those measured, and those of the paper where it is drawn. */
function passesOf(rows: readonly PassRecord[], { passes, paper }: CurvesOptions): Range {
  const numbers = rows.map(({ pass }) => pass);
  return [Math.min(1, ...numbers), Math.max(passes, paper ? PAPER_FIG_5.test.length : 1, ...numbers)];
}

/** What a reader must know to read the plots. */
function noteOf({ paper, distorted = false }: CurvesOptions): string {
  const error = percent(PAPER_FINAL_TEST_ERROR);
  const sentences = [
    paper
      ? t(
          'Grey: LeCun, Bottou, Bengio, Haffner 1998, Fig. 5, read off the print, training error on the fly; dotted: their final test error, {{error}}.',
          { error },
        )
      : '',
    distorted
      ? t('On the fly: each sample judged just before its own step, on its distorted picture.')
      : t('On the fly: each sample judged just before its own step.'),
    t('The upright axes are logarithmic.'),
  ];
  return sentences.filter((sentence) => sentence !== '').join(language() === 'zh' ? '' : ' ');
}

/**
 * The three plots that the blog's code shows, test error, training error and mean training loss over the passes; the
 * paper's Fig. 5 in grey behind the errors, where the data are its own. Any number of rows will do, none included.
 */
export function curvesSvg(rows: readonly PassRecord[], options: CurvesOptions): string {
  const { moments = [], narrow = false } = options;
  const reached = moments.filter((moment) => rows.some(({ pass }) => pass > moment.pass));
  const shared = { passes: passesOf(rows, options), passLabel: t('pass'), moments: reached };
  const frame: Frame = { rows, options, shared };
  const panels = { test: testPanel(frame), training: trainingPanel(frame), loss: lossPanel(frame) };
  return panelsSheet(options, panels, { narrow, note: noteOf(options) });
}
