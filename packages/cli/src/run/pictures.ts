import type { Evaluation } from 'lenet5';
import type { PassRecord } from 'lenet5/training';
import { shownNames } from '../class-names.js';
import { MissingPartError } from '../native.js';
import { warn } from '../output.js';
import {
  confusionSvg,
  curvesSvg,
  drawPng,
  misreadSvg,
  percent,
  type ReportFigure,
  reportHtml,
} from '../plots/index.js';
import { spoken, t } from '../texts/language.js';
import { commandOf } from './command.js';
import type { RunFolder } from './folder.js';
import type { Setup } from './setup.js';
import { type Course, curvesOptions, dataName, factsOf, leadOf } from './summary.js';

/** A figure for its own file, and for both widths of the page, which has the title already. */
interface Drawn {
  readonly alone: string;
  readonly onPage: ReportFigure;
}

function drawn(heading: string, draw: (form: { bare?: boolean; narrow?: boolean }) => string): Drawn {
  const onPage = { heading, wide: draw({ bare: true }), narrow: draw({ bare: true, narrow: true }) };
  return { alone: draw({}), onPage };
}

/** The curves alone: cheap enough for every pass. */
export async function writeCurves(folder: RunFolder, setup: Setup, records: readonly PassRecord[]): Promise<void> {
  const options = curvesOptions(setup, { records, ending: { kind: 'running' } });
  await folder.write('curves.svg', curvesSvg(records, options));
}

/** What the network made of the test set, as counts and one by one; by file. */
function testFigures({ parts, source }: Setup, test: Evaluation, settings: string): [string, Drawn][] {
  const { images, rows: size } = parts.test;
  const data = dataName(source);
  const items = test.misread.map((each) => ({
    ...each,
    pixels: images.subarray(each.index * size * size, (each.index + 1) * size * size),
    size,
  }));
  const names = parts.test.classNames && shownNames(parts.test.classNames);
  const confusion = { settings, ...(names && { names }), title: t('Confusion on the test set of {{data}}', { data }) };
  const misread = {
    settings,
    ...(names && { names }),
    title: t('Misread in the test set of {{data}}', { data }),
    total: test.count,
  };
  return [
    ['confusion.svg', drawn(t('Confusion'), (form) => confusionSvg(test.confusion, { ...confusion, ...form }))],
    ['misread.svg', drawn(t('Misread samples'), (form) => misreadSvg(items, { ...misread, ...form }))],
  ];
}

/** Null, with a warning, where no PNG can be drawn on this system: that is no reason to lose a run. */
export async function pngUnlessMissing(draw: () => string): Promise<Uint8Array | null> {
  try {
    return await drawPng(draw);
  } catch (error) {
    if (!(error instanceof MissingPartError)) throw error;
    warn(spoken(error.said));
    return null;
  }
}

/** Every picture, and the page that holds them all. */
export async function writeGallery(folder: RunFolder, setup: Setup, course: Course): Promise<void> {
  const { records, test, ending } = course;
  const options = curvesOptions(setup, course);
  const curves = drawn(t('Curves'), (form) => curvesSvg(records, { ...options, ...form }));
  const others = test ? testFigures(setup, test, options.settings ?? '') : [];
  await folder.write('curves.svg', curves.alone);
  const png = await pngUnlessMissing(() => curvesSvg(records, curvesOptions(setup, course)));
  if (png) await folder.write('curves.png', png);
  for (const [name, { alone }] of others) await folder.write(name, alone);
  const page = reportHtml({
    title: options.title,
    result: test ? t('{{error}} test error', { error: percent(test.errorPercent) }) : t('No pass was completed.'),
    lead: leadOf(setup, course, folder.path),
    failure: ending.kind === 'collapsed' ? ending.sentence : null,
    command: commandOf(setup.origin, folder.path),
    facts: factsOf(setup, course),
    records,
    figures: [curves, ...others.map(([, each]) => each)].map(({ onPage }) => onPage),
  });
  await folder.write('report.html', page);
}
