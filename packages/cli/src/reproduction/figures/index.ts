import type { Dataset } from 'lenet5';
import { misreadSvg } from '../../plots/index.js';
import type { KeptRun } from '../kept.js';
import { type Report, resultsOf, rowNamed, SHOWN } from '../results.js';
import { codesSvg } from './codes.js';
import { rowsSvg } from './gap.js';
import { passesSvg } from './passes.js';
import { rejectionSvg } from './rejection.js';
import { sizesSvg } from './sizes.js';

function misreadPictures(kept: KeptRun, { images, rows: size }: Dataset) {
  return (kept.misread ?? []).map(([index, label, answer]) => {
    const pixels = images.subarray(index * size * size, (index + 1) * size * size);
    return { index, label, answer, pixels, size };
  });
}

/** Every figure of the report by its file name; those whose runs are missing are left out. */
export function figuresOf(report: Report, testSet: Dataset): Map<string, string> {
  const figures = new Map<string, string>();
  const done = (study: string) => (report.get(study)?.table ?? []).filter((row) => resultsOf(row).length > 0);
  if (done('curves').length > 0) {
    figures.set('passes.svg', passesSvg(report));
    figures.set('rejection.svg', rejectionSvg(report));
  }
  if (done('sizes').length > 0) figures.set('sizes.svg', sizesSvg(report));
  for (const study of ['gap-from-blog', 'gap-from-paper', 'questions']) {
    if (done(study).length > 0) figures.set(`${study}.svg`, rowsSvg(done(study), report.get(study)?.title ?? study));
  }
  const shown = rowNamed(report, SHOWN.study, SHOWN.row).runs.find(({ seed }) => seed === SHOWN.seed)?.result?.kept;
  if (shown?.codes) figures.set('codes.svg', codesSvg(shown.codes));
  if (shown?.misread) {
    const title = `Misread test digits: recipe ${SHOWN.row}, seed ${SHOWN.seed}`;
    figures.set('misread.svg', misreadSvg(misreadPictures(shown, testSet), { title, total: testSet.count }));
  }
  return figures;
}
