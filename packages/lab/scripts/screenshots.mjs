// `npm run lab:screenshots`: a picture of every view into docs/lab/, in both languages, both themes, phone to 4K.
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { DOCS, draw, FOUR, withLab } from './browser.mjs';

const LAPTOP = { width: 1440, height: 900 };
const TABS = {
  en: { train: 'Train', weights: 'Weights', misread: 'Misread', questions: 'Questions', files: 'Files' },
  zh: { train: '训练', weights: '权重', misread: '认错', questions: '问题', files: '文件' },
};

/** Trains a little, so that the curves have something to show. */
async function train(page, start) {
  await page.getByRole('button', { name: start }).click();
  await page.locator('.standing[data-status=done]').waitFor({ timeout: 600_000 });
  await page.waitForFunction(() => document.querySelectorAll('.standing div')[6]?.textContent?.includes('%'), null, {
    timeout: 120_000,
  });
  await page.waitForTimeout(3000);
}

/** Points at a unit of C3, which lights its receptive field and its column of Table I. */
async function pointAtC3(page) {
  await page.getByRole('application', { name: 'C3' }).focus();
  for (const key of ['ArrowDown', 'ArrowRight']) for (let i = 0; i < 6; i++) await page.keyboard.press(key);
}

const SMALL_RUN = '#preset=fast&seed=1&size=3000&passes=6';
/** Name, language, theme, panel, and what differs from a laptop. */
const VIEWS = [
  ['train-en', 'en', 'light', 'train', { hash: SMALL_RUN, act: (page) => train(page, 'Start') }],
  ['train-zh', 'zh', 'dark', 'train', { hash: SMALL_RUN, act: (page) => train(page, '开始') }],
  ['weights-en', 'en', 'light', 'weights', { act: pointAtC3 }],
  ['weights-zh', 'zh', 'light', 'weights', { act: pointAtC3 }],
  ['misread-en', 'en', 'dark', 'misread', { wait: '.confusion' }],
  ['misread-zh', 'zh', 'light', 'misread', { wait: '.confusion' }],
  ['questions-en', 'en', 'light', 'questions', {}],
  ['questions-zh', 'zh', 'light', 'questions', {}],
  ['files-en', 'en', 'light', 'files', {}],
  ['files-zh', 'zh', 'dark', 'files', {}],
  ['phone-en', 'en', 'dark', 'train', { size: { width: 320, height: 900 } }],
  ['phone-zh', 'zh', 'light', 'train', { size: { width: 320, height: 900 } }],
  ['4k-en', 'en', 'light', 'weights', { size: { width: 3840, height: 2160 }, act: pointAtC3 }],
];

async function take(browser, url, [name, language, colorScheme, panel, { size = LAPTOP, hash = '', wait, act }]) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const context = await browser.newContext({ viewport: size, locale, colorScheme });
  const page = await context.newPage();
  await page.goto(url + hash);
  await page.waitForFunction(() => /shipped|自带/.test(document.querySelector('.header-facts')?.textContent ?? ''));
  await draw(page, FOUR);
  await page.getByRole('tab', { name: TABS[language][panel] }).click();
  await page
    .locator(wait ?? '#panel > *')
    .first()
    .waitFor();
  if (act) await act(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(1000);
  const picture = sharp(await page.screenshot());
  const shown = size.width > 2000 ? picture.resize({ width: 1920 }) : picture;
  await shown.png({ palette: true, colours: 128, effort: 10 }).toFile(`${DOCS}${name}.png`);
  console.log(`docs/lab/${name}.png`);
  await context.close();
}

const wanted = process.argv.slice(2);
await mkdir(DOCS, { recursive: true });
await withLab(async (browser, url) => {
  for (const view of VIEWS) if (wanted.length === 0 || wanted.includes(view[0])) await take(browser, url, view);
});
