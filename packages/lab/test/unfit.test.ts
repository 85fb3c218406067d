import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISSING, openLab, SKIP, startLab } from './support.js';

const CRITERION =
  'Criterion eq9 does not go with output linear: use cross-entropy or mse with linear, eq8 or eq9 with rbf.';

/** A field of the form, by the name of its switch. */
function field(page: Page, name: string) {
  return page.locator('.switch', { has: page.getByText(name, { exact: true }) });
}
const said = (page: Page, name: string) => field(page, name).getByRole('alert').textContent();
const start = (page: Page) => page.getByRole('button', { name: 'Start', exact: true });

async function openForm(page: Page): Promise<void> {
  await page.locator('.switches summary').click();
  await page.locator('.switch').first().waitFor();
}

/** Pairs of which each switch fits by itself: an address with both, what is said, and where. */
const PAIRS: readonly (readonly [hash: string, sentence: string, names: readonly string[]])[] = [
  ['preset=fast&output=linear', CRITERION, ['output']],
  [
    'preset=fast&criterion=mse',
    'Criterion mse does not go with output rbf: use cross-entropy or mse with linear, eq8 or eq9 with rbf.',
    ['criterion'],
  ],
  ['preset=paper-printed&pooling=max', 'Optimiser sdlm does not go with pooling max.', ['pooling']],
  [
    'preset=fast&optimiser=sdlm&output=rbf-angle',
    'Optimiser sdlm does not go with output rbf-angle.',
    ['output', 'optimiser'],
  ],
  [
    'preset=fast&width.C1=7',
    'c3 table is for 16 maps that read 6, but width.C3 is 16 and width.C1 is 7: use c3 full, or a list with an entry for each map of C3.',
    ['width.C1'],
  ],
  [
    'preset=fast&width.F6=30',
    'width.F6 is 30, expected 84, a unit for each pixel of a bitmap, or output linear.',
    ['width.F6'],
  ],
  ['preset=fast&classWeights=1,2', 'classWeights has 2 numbers, expected 10, one for each class.', ['classWeights']],
  [
    'preset=tutorial&classes=5',
    'The data set has label 5 at index 5, where 0 to 4 were expected: there are 5 classes, so take as many as there are labels, or renumber the labels.',
    ['classes'],
  ],
];

describe.skipIf(SKIP)(`settings with which no run can begin${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab(`#${PAIRS[0]?.[0]}`);
    await openForm(lab.page);
  });
  afterAll(() => lab?.close());

  test.each(PAIRS)('%s is refused beside the fields, and nothing starts', async (hash, sentence, names) => {
    const { page, complaints } = lab;
    await page.goto(`${lab.site.url}#${hash}`);
    await page.locator('.train > .wrong', { hasText: sentence }).waitFor();
    expect(await page.locator('.train > .wrong').textContent()).toBe(sentence);
    expect(await start(page).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Slow motion', exact: true }).isDisabled()).toBe(true);
    const marked = page.locator('.switch', { has: page.locator('[aria-invalid=true]') });
    expect(await marked.locator('code').allTextContents()).toEqual(names);
    for (const name of names) expect(await said(page, name)).toBe(sentence);
    expect(complaints).toEqual([]);
  });

  test('one switch after the other is chosen until both go together; then it starts', async () => {
    const { page, context } = await openLab(lab.browser, `${lab.site.url}#preset=fast&size=100&passes=1`);
    await openForm(page);
    await field(page, 'output').locator('select').selectOption('linear');
    await expect.poll(() => said(page, 'output')).toBe(CRITERION);
    expect(await start(page).isDisabled()).toBe(true);
    await field(page, 'criterion').locator('select').selectOption('cross-entropy');
    await expect.poll(() => said(page, 'output')).toBe('');
    await page.getByText(/on this machine: [\d,]+ samples a second/).waitFor();
    await start(page).click();
    await page.locator('.standing[data-status=done]').waitFor();
    await context.close();
  });

  test('who starts before that is known begins no run, and is told in the language of the page', async () => {
    const { page, context } = await openLab(lab.browser, `${lab.site.url}#preset=fast&size=2000`, { locale: 'zh-CN' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openForm(page);
    await page.evaluate(() => {
      // In one go, before any answer of a worker can come.
      const select = [...document.querySelectorAll<HTMLSelectElement>('.switch select')].find((each) =>
        each.closest('label')?.textContent?.startsWith('output'),
      );
      if (select) select.value = 'linear';
      select?.dispatchEvent(new Event('change', { bubbles: true }));
      document.querySelector<HTMLButtonElement>('.controls .primary')?.click();
    });
    await page.locator('.train > .wrong', { hasText: 'eq9' }).waitFor();
    expect(await page.locator('.train > .wrong').textContent()).toMatch(/[\u4e00-\u9fff].*eq9.*linear/);
    expect(await page.locator('.standing').count()).toBe(0);
    expect(asked.filter((url) => url.includes('train-images'))).toEqual([]);
    await field(page, 'output').locator('select').selectOption('rbf');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await page.locator('.standing[data-status=running]').waitFor();
    await context.close();
  });
});
