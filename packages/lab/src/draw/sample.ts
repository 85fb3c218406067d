import { loadTest, pixelsOf } from '../data/test-set.js';
import { show } from '../state/subject.js';
import { putAside } from './drawing.js';

/** Shows one of the test digits, where there is one of that number. @throws Error where they do not come */
export async function showSample(index: number): Promise<void> {
  const test = await loadTest();
  const label = test.labels[index];
  if (label === undefined) return;
  putAside();
  show({ kind: 'sample', index, label, pixels: pixelsOf(test, index) });
}
