import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { launchChromium, MISSING_CHROMIUM, SKIP_CHROMIUM, serve } from '../../../../test/chromium.js';

type Library = typeof import('../../src/index.js');
type Weights = typeof import('../../src/weights/pictures.js');

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

const PAGE = `<!doctype html><script type="module">
  import * as library from '/index.js';
  import { pretrained } from '/weights/pictures.js';
  globalThis.lenet5 = { ...library, pretrained };
</script>`;

/** Runs in the page: the same 7 on everything that can hold it. */
async function readAll(): Promise<Record<string, string>> {
  const { Recognizer, PictureError, pretrained } = (globalThis as unknown as { readonly lenet5: Library & Weights })
    .lenet5;
  const recognizer = new Recognizer(pretrained());
  const drawn = Object.assign(document.createElement('canvas'), { width: 90, height: 120 });
  const pen = drawn.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, 90, 120);
  pen.lineWidth = 9;
  pen.stroke(new Path2D('M20 25 H68 L34 95'));
  const offscreen = new OffscreenCanvas(90, 120);
  (offscreen.getContext('2d') as OffscreenCanvasRenderingContext2D).drawImage(drawn, 0, 0);
  const bitmap = await createImageBitmap(drawn);
  const shown = new OffscreenCanvas(90, 120);
  (shown.getContext('bitmaprenderer') as ImageBitmapRenderingContext).transferFromImageBitmap(
    await createImageBitmap(drawn),
  );
  const bytes = new Uint8ClampedArray(pen.getImageData(0, 0, 90, 120).data);
  const refusal = (picture: OffscreenCanvas | ImageBitmap) => {
    try {
      return recognizer.recognize(picture).text;
    } catch (error) {
      return error instanceof PictureError ? error.code : String(error);
    }
  };
  const found = {
    canvas: recognizer.recognize(drawn).text,
    OffscreenCanvas: recognizer.recognize(offscreen).text,
    ImageBitmap: recognizer.recognize(bitmap).text,
    'a canvas of another context': recognizer.recognize(shown).text,
    ImageData: recognizer.recognize(new ImageData(bytes, 90, 120)).text,
    'a canvas of no width': refusal(new OffscreenCanvas(0, 10)),
  };
  bitmap.close();
  return { ...found, 'a closed bitmap': refusal(bitmap) };
}

it('canvases and bitmaps are read in Chromium', async ({ skip }) => {
  skip(SKIP_CHROMIUM, MISSING_CHROMIUM);
  const found = await serve(DIST, async (url) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
      await page.goto(`${url}blank`);
      await page.waitForFunction('globalThis.lenet5');
      return await page.evaluate(readAll);
    } finally {
      await browser.close();
    }
  });
  expect(found).toEqual({
    canvas: '7',
    OffscreenCanvas: '7',
    ImageBitmap: '7',
    'a canvas of another context': '7',
    ImageData: '7',
    'a canvas of no width': 'picture-size',
    'a closed bitmap': 'picture-size',
  });
});
