import { type Dataset, makeDataset, readIdx } from 'lenet5';
import { fetchPart, type Progress } from './fetch.js';

/** One part of MNIST, fetched from beside the page and checked. @throws Error where a file does not come or is damaged */
export async function loadPart(base: string, part: 'train' | 'test', progress: Progress): Promise<Dataset> {
  const names = { images: `${part}-images.gz`, labels: `${part}-labels.gz` };
  const [images, labels] = await Promise.all([
    fetchPart(base, names.images, progress),
    fetchPart(base, names.labels, () => {}),
  ]);
  return makeDataset(await readIdx(images, names.images), await readIdx(labels, names.labels), names);
}
