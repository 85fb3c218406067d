import type { Setup } from './config.js';
import { exporterFor } from './export.js';
import type { RunFolder } from './folder.js';
import type { RunRow } from './metrics.js';
import { networkOf, readModel } from './model.js';

/**
 * The blog's script ends with a file such as `epoch-25_loss-5.046500_error-2.10%.pth`, the mean loss of the last pass and
 * the test error after it; so does a run with its recipe. It holds what last.safetensors holds.
 * @returns its name, or null where the recipe is another one
 */
export async function writeBlogFile({ origin }: Setup, folder: RunFolder, last: RunRow): Promise<string | null> {
  if (origin.settings.recipe.name !== 'blog') return null;
  const error = last.testErrorPercent === null ? '' : `_error-${last.testErrorPercent.toFixed(2)}%`;
  const name = `epoch-${last.epoch}_loss-${last.meanLoss.toFixed(6)}${error}.pth`;
  const model = await readModel(folder.file('last.safetensors'));
  await folder.write(name, exporterFor(name)(networkOf(model, { capacity: 1 }), model.metadata));
  return name;
}
