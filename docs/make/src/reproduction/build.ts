import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from 'lenet5';
import type { MnistFolder } from 'lenet5/node';
import { misreadSvg } from 'lenet5-cli/plots';
import { codesSvg } from './codes.js';
import { fig5Svg } from './fig-5.js';
import { isComparison, rowsSvg } from './gap.js';
import { labFigures } from './lab-figures.js';
import { FIG_5, passesSvg } from './passes.js';
import { rejectionSvg } from './rejection.js';
import { type KeptRun, type Report, readKept, reportOf, resultsOf, rowNamed, SHOWN } from './results.js';
import { sizesSvg } from './sizes.js';
import { fillTemplate } from './template.js';
import type { Language } from './words.js';

/** Where the report's parts are, below the folder docs/. */
export const RESULTS = 'reproduction/results.json';
const LAB_FIGURES = 'reproduction/figures.json';
const NAMES = 'reproduction/rows.zh-CN.json';
const PAGES: readonly (readonly [language: Language, template: string, page: string])[] = [
  ['en', 'reproduction/template.md', 'reproduction.md'],
  ['zh-CN', 'reproduction/template.zh-CN.md', 'reproduction.zh-CN.md'],
];

function misreadPictures(kept: KeptRun, { images, rows: size }: Dataset) {
  return (kept.misread ?? []).map(([index, label, answer]) => {
    const pixels = images.subarray(index * size * size, (index + 1) * size * size);
    return { index, label, answer, pixels, size };
  });
}

/** Every figure of the report by its file name; those whose runs are missing are left out. */
function figuresOf(report: Report, testSet: Dataset): Map<string, string> {
  const figures = new Map<string, string>();
  const done = (study: string) => (report.get(study)?.table ?? []).filter((row) => resultsOf(row).length > 0);
  if (done('curves').length > 0) {
    figures.set('passes.svg', passesSvg(report, 'curves', FIG_5));
    figures.set('fig-5.svg', fig5Svg(report));
    figures.set('rejection.svg', rejectionSvg(report));
  }
  if (done('family').length > 0) figures.set('family.svg', passesSvg(report, 'family', null));
  if (done('sizes').length > 0) figures.set('sizes.svg', sizesSvg(report));
  for (const [study, { title }] of report) {
    const rows = done(study);
    if (rows.length > 0 && isComparison(study)) figures.set(`${study}.svg`, rowsSvg(study, rows, title));
  }
  const shown = rowNamed(report, SHOWN.study, SHOWN.row).runs.find(({ seed }) => seed === SHOWN.seed)?.result?.kept;
  if (shown?.codes) figures.set('codes.svg', codesSvg(shown.codes));
  if (shown?.misread) {
    const title = `Misread test digits: recipe ${SHOWN.row}, seed ${SHOWN.seed}`;
    figures.set('misread.svg', misreadSvg(misreadPictures(shown, testSet), { title, total: testSet.count }));
  }
  return figures;
}

/** Every file of the report, by its path below docs/, made from what is committed there. */
export async function buildReport(docs: string, data: MnistFolder): Promise<Map<string, string>> {
  const kept = await readKept(join(docs, RESULTS));
  const report = await reportOf(kept, data);
  const translations = JSON.parse(await readFile(join(docs, NAMES), 'utf8')) as Record<string, string>;
  const pictures = figuresOf(report, data.test);
  const figures = new Set(pictures.keys());
  const files = new Map<string, string>();
  for (const [language, template, page] of PAGES) {
    const names = language === 'en' ? {} : translations;
    files.set(
      page,
      fillTemplate(await readFile(join(docs, template), 'utf8'), { kept, report, language, names, figures }),
    );
  }
  files.set(LAB_FIGURES, labFigures(report));
  for (const [name, svg] of pictures) files.set(`figures/${name}`, svg);
  return files;
}
