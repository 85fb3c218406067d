// `npm run lab:animation`: docs/lab/training.webp, a network that learns to read a drawn 4.
// A frame is taken once so many samples have been seen: about the same picture on machines of any speed.
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { DOCS, draw, FOUR, withLab } from './browser.mjs';

const SAMPLES = [1, 100, 200, 400, 600, 800, 1000, 1300, 1600, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 9000, 12_000];
const FRAME_MILLISECONDS = 450;
const LAST_FRAME_MILLISECONDS = 3000;
const SIZE = { width: 1360, height: 860 };
const WIDTH = 960;

async function seen(page, samples) {
  await page.waitForFunction(
    (wanted) => {
      const text = document.querySelectorAll('.standing div')[1]?.textContent ?? '';
      return Number(text.replace(/^\D+/, '').split('/')[0].replaceAll(',', '')) >= wanted;
    },
    samples,
    { timeout: 600_000, polling: 50 },
  );
}

await mkdir(DOCS, { recursive: true });
await withLab(async (browser, url) => {
  const page = await browser.newPage({ viewport: SIZE, locale: 'en-GB' });
  await page.goto(`${url}#preset=fast&seed=1`);
  await page.waitForFunction(() => /shipped|自带/.test(document.querySelector('.header-facts')?.textContent ?? ''));
  await draw(page, FOUR);
  await page.getByRole('button', { name: 'Start' }).click();
  const frames = [];
  for (const samples of SAMPLES) {
    await seen(page, samples);
    frames.push(
      await sharp(await page.screenshot())
        .resize({ width: WIDTH })
        .png()
        .toBuffer(),
    );
  }
  const delay = frames.map((_, i) => (i === frames.length - 1 ? LAST_FRAME_MILLISECONDS : FRAME_MILLISECONDS));
  await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0, delay, quality: 70, effort: 6 })
    .toFile(`${DOCS}training.webp`);
  console.log('docs/lab/training.webp');
});
