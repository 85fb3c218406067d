import type { Evaluation } from 'lenet5';
import type { PassRecord } from 'lenet5/training';
import { MissingPartError } from '../native.js';
import { warn } from '../output.js';
import {
  confusionSvg,
  curvesSvg,
  misreadSvg,
  type PlotLanguage,
  plotTexts,
  type ReportFigure,
  rasterisePng,
  reportHtml,
} from '../plots/index.js';
import { spoken } from '../texts/language.js';
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
export async function writeCurves(
  folder: RunFolder,
  setup: Setup,
  records: readonly PassRecord[],
  language?: PlotLanguage,
): Promise<void> {
  const options = curvesOptions(setup, { records, ending: { kind: 'running' } }, language);
  await folder.write('curves.svg', curvesSvg(records, options));
}

/** What the network made of the test set, as counts and one by one. */
function testFigures(setup: Setup, test: Evaluation, settings: string, language?: PlotLanguage): Map<string, Drawn> {
  const { confusion, misread } = plotTexts(language);
  const { images, rows: size } = setup.parts.test;
  const name = dataName(setup.source);
  const items = test.misread.map((each) => ({
    ...each,
    pixels: images.subarray(each.index * size * size, (each.index + 1) * size * size),
    size,
  }));
  const common = { settings, ...(language && { language }) };
  return new Map([
    [
      'confusion.svg',
      drawn(confusion.heading, (form) =>
        confusionSvg(test.confusion, { ...common, ...form, title: confusion.title(name) }),
      ),
    ],
    [
      'misread.svg',
      drawn(misread.heading, (form) =>
        misreadSvg(items, { ...common, ...form, title: misread.title(name), total: test.count }),
      ),
    ],
  ]);
}

/** Null, with a warning, where no PNG can be drawn on this system: that is no reason to lose a run. */
export async function pngUnlessMissing(svg: string): Promise<Uint8Array | null> {
  try {
    return await rasterisePng(svg);
  } catch (error) {
    if (!(error instanceof MissingPartError)) throw error;
    warn(spoken(error.said));
    return null;
  }
}

/** Every picture, and the page that holds them all. */
export async function writeGallery(
  folder: RunFolder,
  setup: Setup,
  course: Course,
  language?: PlotLanguage,
): Promise<void> {
  const { records, test, ending } = course;
  const { curves, report } = plotTexts(language);
  const options = curvesOptions(setup, course, language);
  const figures = new Map([
    ['curves.svg', drawn(curves.heading, (form) => curvesSvg(records, { ...options, ...form }))],
    ...(test ? testFigures(setup, test, options.settings ?? '', language) : []),
  ]);
  for (const [name, { alone }] of figures) {
    await folder.write(name, alone);
    const png = name === 'curves.svg' ? await pngUnlessMissing(alone) : null;
    if (png) await folder.write('curves.png', png);
  }
  const page = reportHtml({
    title: options.title,
    result: test ? report.result(test.errorPercent) : report.noPass,
    lead: leadOf(setup, course, folder.path, language),
    failure: ending.kind === 'collapsed' ? ending.sentence : null,
    command: commandOf(setup.origin, folder.path),
    facts: factsOf(setup, course, language),
    records,
    figures: [...figures.values()].map(({ onPage }) => onPage),
    ...(language && { language }),
  });
  await folder.write('report.html', page);
}
