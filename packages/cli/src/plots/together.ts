import type { PassRecord } from 'lenet5/training';
import { significant } from '../output.js';
import { language, t } from '../texts/language.js';
import { logRange, type Panel, type Series } from './panel.js';
import { panelsSheet, pointsOf, valuesOf } from './panels.js';
import { COLOUR, type Heading, MARGIN, percent, textAt, widthOf, wrapped } from './sheet.js';

/** A run among others. */
export interface DrawnRun {
  /** What it has not in common with the others. */
  readonly name: string;
  /** What it shares with those that differ from it in their seeds alone: they have one colour. */
  readonly group: string;
  readonly records: readonly PassRecord[];
}

/** Each far from the next, and readable as a thin line on paper. */
const COLOURS = [
  '#1f66a8',
  '#c43d16',
  '#12805c',
  '#8e3fb0',
  '#a87a00',
  '#1c1b19',
  '#d0508f',
  '#5f8f1e',
  '#2f9fb5',
  '#7a5230',
];

/** The colour of each group, in the order of the runs; where there is only one, of each run. */
export function coloursOf(runs: readonly DrawnRun[]): string[] {
  const groups = [...new Set(runs.map(({ group }) => group))];
  const keys = groups.length > 1 ? groups : runs.map(({ name }) => name);
  const key = ({ group, name }: DrawnRun) => (groups.length > 1 ? group : name);
  const colour = (i: number) =>
    keys.length <= COLOURS.length ? COLOURS[i] : `hsl(${Math.round((360 * i) / keys.length)},70%,38%)`;
  return runs.map((run) => colour(keys.indexOf(key(run))) ?? COLOUR.ink);
}

type Value = (record: PassRecord) => number | null;

function seriesOf(runs: readonly DrawnRun[], value: Value, also: Partial<Series> & { suffix?: string } = {}): Series[] {
  const colours = coloursOf(runs);
  const { suffix = '', ...rest } = also;
  return runs.flatMap(({ name, records }, i): Series[] => {
    const points = pointsOf(records, value);
    return points.length === 0 ? [] : [{ told: name + suffix, points, colour: colours[i] ?? COLOUR.ink, ...rest }];
  });
}

/** More names than this at the right edge would run out of it. */
const MOST_LEVELS = 8;

interface Shared extends Pick<Panel, 'passes' | 'passLabel' | 'moments' | 'levels'> {}

function testPanel(runs: readonly DrawnRun[], shared: Shared): Panel {
  const test = seriesOf(runs, (row) => row.testErrorPercent);
  const validation = seriesOf(runs, (row) => row.validationErrorPercent, {
    secondary: true,
    suffix: t(', validation'),
  });
  const series = [...validation, ...test];
  const levels = test.flatMap(({ points, colour }) => {
    const last = points.at(-1);
    return last ? [{ value: last.y, text: percent(last.y), colour }] : [];
  });
  return {
    ...shared,
    heading: t('Test error, %'),
    value: validation.length > 0 ? t('dashed: validation') : '',
    series,
    levels: levels.length > MOST_LEVELS ? [] : levels,
    range: logRange(valuesOf(series), 100),
    format: percent,
  };
}

function trainingPanel(runs: readonly DrawnRun[], shared: Shared): Panel {
  const series = seriesOf(runs, (row) => row.trainErrorPercent);
  const range = logRange(valuesOf(series), 100);
  return { ...shared, heading: t('Training error, %'), value: t('after the pass'), series, range, format: percent };
}

function lossPanel(runs: readonly DrawnRun[], shared: Shared): Panel {
  const series = seriesOf(runs, (row) => row.meanLoss);
  const range = logRange(valuesOf(series));
  return { ...shared, heading: t('Training loss'), value: t('mean over the pass'), series, range, format: significant };
}

/** What each colour is: a line, or as many as its name takes. */
function names(runs: readonly DrawnRun[], width: number): { body: string; height: number } {
  const colours = coloursOf(runs);
  const entries = [...new Set(colours)].map((colour) => {
    const own = runs.filter((_, i) => colours[i] === colour);
    const [first] = own;
    const text =
      own.length === 1 ? first?.name : t('{{name}}, {{count}} seeds', { name: first?.group ?? '', count: own.length });
    return { colour, text: text ?? '' };
  });
  let [x, y] = [MARGIN, 12];
  const drawn = entries.map(({ colour, text }) => {
    const lines = wrapped(text, width - 2 * MARGIN - 24, 12);
    const long = 24 + Math.max(...lines.map((line) => widthOf(line, 12)));
    if (x > MARGIN && x + long > width - MARGIN) [x, y] = [MARGIN, y + 18];
    const sample = `<line x1="${x}" x2="${x + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="2.5"/>`;
    const words = lines.map((line, i) => textAt(x + 24, y + 16 * i, line, { size: 12 })).join('');
    if (lines.length > 1) [x, y] = [MARGIN, y + 16 * lines.length + 2];
    else x += Math.ceil(long + 20);
    return sample + words;
  });
  return { body: drawn.join(''), height: (x > MARGIN ? y : y - 18) + 22 };
}

/** What the runs are shown in. */
export interface TogetherOptions extends Heading {
  narrow?: boolean;
  /** Whether the values of the pass under the pointer are shown, on a page with `POINTER_STYLE`. */
  pointer?: boolean;
}

/** The curves of several runs on shared axes: test error, training error and mean training loss over the passes. */
export function togetherSvg(runs: readonly DrawnRun[], options: TogetherOptions): string {
  const { narrow = false, pointer = false } = options;
  const passes = runs.flatMap(({ records }) => records.map(({ pass }) => pass));
  const shared: Shared = {
    passes: [Math.min(1, ...passes), Math.max(1, ...passes)],
    passLabel: t('pass'),
    moments: [],
    levels: [],
  };
  const panels = {
    test: testPanel(runs, shared),
    training: trainingPanel(runs, shared),
    loss: lossPanel(runs, shared),
  };
  const note = [
    ...(new Set(coloursOf(runs)).size < runs.length
      ? [t('Runs that differ in their seeds alone have one colour.')]
      : []),
    t('The upright axes are logarithmic.'),
  ].join(language() === 'zh' ? '' : ' ');
  return panelsSheet(options, panels, { narrow, note, above: (width) => names(runs, width), pointer });
}
