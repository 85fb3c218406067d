// `npm run lab:screenshots`: every view of the lab at a phone, a laptop and a wall, in both languages and themes, into
// build/lab/, which is not committed; and the pictures that the documents show into docs/lab/.
//   npm run lab:screenshots -- phone zh dark     only those whose names have all of these words
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { DOCS, draw, FOUR, started, withLab } from './browser.mjs';

const ALL = fileURLToPath(new URL('../../../build/lab/', import.meta.url));
const SIZES = {
  phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  laptop: { viewport: { width: 1440, height: 900 } },
  wall: { viewport: { width: 3840, height: 2160 } },
};
const TABS = {
  en: {
    inside: 'Look inside',
    weights: 'Weights',
    misread: 'Misread',
    questions: 'Questions',
    files: 'Files',
    train: 'Train',
  },
  zh: { inside: '拆开看', weights: '权重', misread: '认错', questions: '问题', files: '文件', train: '训练' },
};
const START = { en: 'Start', zh: '开始' };
const CODES = { en: 'Show the codes', zh: '显示编码' };
/** So that the curves have something to show. */
const RUN = '#preset=fast&seed=1&size=1000&passes=4';
/** A unit of C3 with its receptive field and its column of Table I. */
const UNIT = 'unit=C3.6.4.5';

/** What is done in a panel before its picture is taken. */
const ACTS = {
  async train(page, language) {
    await page.getByRole('button', { name: START[language], exact: true }).click();
    await page.locator('.standing[data-status=done]').waitFor({ timeout: 600_000 });
    await page.getByText(/4\.00/).first().waitFor({ timeout: 120_000 });
  },
  async inside(page, language) {
    await page.getByRole('button', { name: CODES[language] }).click();
    await page.locator('.codes').waitFor({ timeout: 60_000 });
  },
  async misread(page) {
    await page.locator('.confusion').waitFor({ timeout: 120_000 });
  },
};

/** What the documents show: as much as a laptop does. */
const SHOWN = [
  'weights-laptop-en-light',
  'weights-laptop-zh-light',
  'inside-laptop-en-light',
  'inside-laptop-zh-light',
];

const words = process.argv.slice(2);
const isWanted = (name) => words.every((word) => name.split('-').includes(word));

async function write(picture, file) {
  await sharp(picture).png({ palette: true, colours: 128, effort: 7 }).toFile(file);
  console.log(file.slice(file.lastIndexOf('/', file.lastIndexOf('/') - 1) + 1));
}

async function take(page, name) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(800);
  // Chromium leaves out a canvas that was never in sight.
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
  await page.waitForTimeout(200);
  await write(await page.screenshot(), `${ALL}${name}.png`);
  await page.setViewportSize({ width, height });
  if (SHOWN.includes(name))
    await write(await page.screenshot(), `${DOCS}${name.replace('-laptop', '').replace('-light', '')}.png`);
}

/** All views of one page. */
async function takeAll(browser, url, size, language, theme) {
  const name = (view) => `${view}-${size}-${language}-${theme}`;
  const views = [...Object.keys(TABS[language]), 'tour'].filter((view) => isWanted(name(view)));
  if (views.length === 0) return;
  const context = await browser.newContext({
    ...SIZES[size],
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto(`${url}${RUN}`);
  await started(page);
  await draw(page, FOUR);
  for (const view of views.filter((each) => each !== 'tour')) {
    if (view === 'inside' || view === 'weights') await page.evaluate((unit) => location.replace(`#${unit}`), UNIT);
    await page.getByRole('tab', { name: TABS[language][view], exact: true }).click();
    await page.locator('#panel > *').first().waitFor();
    await ACTS[view]?.(page, language);
    await take(page, name(view));
  }
  if (views.includes('tour')) {
    await page.goto('about:blank');
    await page.goto(`${url}#tour=3`);
    await started(page);
    await page.locator('.tour').waitFor();
    await take(page, name('tour'));
  }
  await context.close();
}

await Promise.all([ALL, DOCS].map((folder) => mkdir(folder, { recursive: true })));
await withLab(async (browser, url) => {
  for (const size of Object.keys(SIZES))
    for (const language of ['en', 'zh'])
      for (const theme of ['light', 'dark']) await takeAll(browser, url, size, language, theme);
});
