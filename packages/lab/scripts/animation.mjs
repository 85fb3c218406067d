// `npm run lab:animation`: docs/lab/tour-en.webp and tour-zh.webp, the tour of seven steps, a picture each.
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { DOCS, started, withLab } from './browser.mjs';

const STEPS = 7;
const SIZE = { width: 1360, height: 860 };
const WIDTH = 960;
const STEP_MILLISECONDS = 4500;

async function tour(browser, url, language) {
  const context = await browser.newContext({ viewport: SIZE, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${url}#tour=1`);
  await started(page);
  const frames = [];
  for (let step = 1; step <= STEPS; step++) {
    await page.getByRole('heading', { name: new RegExp(`^${step} / ${STEPS}`) }).waitFor();
    await page.locator('.tour-target').waitFor();
    await page.waitForTimeout(1000);
    const shot = await page.screenshot();
    frames.push(await sharp(shot).resize({ width: WIDTH }).png().toBuffer());
    if (step < STEPS) await page.locator('.tour-buttons .primary').click();
  }
  await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0, delay: frames.map(() => STEP_MILLISECONDS), quality: 75, effort: 6 })
    .toFile(`${DOCS}tour-${language}.webp`);
  console.log(`docs/lab/tour-${language}.webp`);
  await context.close();
}

await mkdir(DOCS, { recursive: true });
await withLab(async (browser, url) => {
  for (const language of ['en', 'zh']) await tour(browser, url, language);
});
