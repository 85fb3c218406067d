import { openPicture } from '../../draw/picture.js';
import { t } from '../../state/language.js';
import { showWeights } from '../../state/model.js';
import { focusOn } from '../../training/sessions.js';

const MODEL = /\.(safetensors|pth|pt)$/i;

/** Shows the weights of a model file in the figure. @throws Error that says what is wrong with it */
export async function openModel(file: File): Promise<void> {
  const { readModelFile } = await import('./model-file.js');
  const { architecture, weights, name } = await readModelFile(new Uint8Array(await file.arrayBuffer()), file.name);
  focusOn(null);
  showWeights(architecture, weights, { kind: 'file', name });
}

/** A picture for the pad, or a model. @throws Error for anything else */
function openFile(file: File): Promise<void> {
  if (MODEL.test(file.name)) return openModel(file);
  if (file.type.startsWith('image/')) return openPicture(file);
  return Promise.reject(new Error(t('files.unknown', { name: file.name })));
}

/** Takes files that are dropped anywhere on the page. */
export function listenForDrops(failed: (error: unknown) => void): void {
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) openFile(file).catch(failed);
  });
}
