import { openPicture } from '../draw/drawing.js';
import { t } from '../state/language.js';
import { report } from '../state/page.js';

const MODEL = /\.(safetensors|pth|pt|ckpt)$/i;

/** A model for the figure, or a picture for the pad. @throws Error for anything else */
async function openFile(file: File): Promise<void> {
  if (MODEL.test(file.name)) {
    const { openModel } = await import('../panels/files/model-file.js');
    return openModel(file);
  }
  if (file.type.startsWith('image/')) return openPicture(file);
  throw new Error(t('files.unknown', { name: file.name }));
}

/** Takes files that are dropped anywhere on the page, and pictures that are pasted. */
export function listenForFiles(): void {
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) openFile(file).catch(report);
  });
  addEventListener('paste', (event) => {
    const [file] = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    openPicture(file).catch(report);
  });
}
