import { t } from '../state/language.js';
import { putPicture } from './drawing.js';

/** Puts a picture file on the pad. @throws Error in the page's language for a file that is no picture */
export async function openPicture(file: Blob & { readonly name?: string }): Promise<void> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch (cause) {
    throw new Error(t('draw.noPicture', { name: file.name ?? '' }), { cause });
  }
  putPicture(picture);
}

/** Takes pictures that are pasted anywhere on the page. */
export function listenForPaste(failed: (error: unknown) => void): void {
  addEventListener('paste', (event) => {
    const [file] = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    openPicture(file).catch(failed);
  });
}
