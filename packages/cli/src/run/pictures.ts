import type { Dataset, Evaluation } from 'lenet5';
import type { PassRecord } from 'lenet5/training';
import { confusionSvg, curvesSvg, misreadSvg, rasterisePng, reportHtml } from '../plots/index.js';
import type { RunFolder } from './folder.js';

/** What the pictures of a run show. */
export interface Gallery {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly records: readonly PassRecord[];
  /** The test set, and what the network made of it after the last completed pass; null where there was none. */
  readonly testSet: Dataset;
  readonly test: Evaluation | null;
}

/** The curves alone: cheap enough for every pass. */
export async function writeCurves(folder: RunFolder, records: readonly PassRecord[], title: string): Promise<void> {
  await folder.write('curves.svg', curvesSvg(records, { title }));
}

function misreadPicture({ title, testSet }: Gallery, test: Evaluation): string {
  const size = testSet.rows;
  const pictures = test.misread.map((each) => ({
    ...each,
    pixels: testSet.images.subarray(each.index * size * size, (each.index + 1) * size * size),
    size,
  }));
  return misreadSvg(pictures, { title: `Misread test digits: ${title}`, total: test.count });
}

/** Every picture, and the page that holds them all. */
export async function writeGallery(folder: RunFolder, gallery: Gallery): Promise<void> {
  const { title, facts, records, test } = gallery;
  const curves = curvesSvg(records, { title });
  const svgs = [{ title: 'Curves', svg: curves }];
  await folder.write('curves.svg', curves);
  await folder.write('curves.png', await rasterisePng(curves));
  if (test) {
    const confusion = confusionSvg(test.confusion, `Confusion on the test set: ${title}`);
    const misread = misreadPicture(gallery, test);
    await folder.write('confusion.svg', confusion);
    await folder.write('misread.svg', misread);
    svgs.push({ title: 'Confusion', svg: confusion }, { title: 'Misread digits', svg: misread });
  }
  await folder.write('report.html', reportHtml({ title, facts, records, svgs }));
}
