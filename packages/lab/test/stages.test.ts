import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, openLab, SKIP, startLab } from './support.js';

const number = (text: string | null | undefined) => Number((text ?? '').replaceAll('−', '-').replaceAll(',', ''));

/** The text under a layer of the figure. */
async function under(page: Page, layer: string): Promise<string> {
  return (
    (await page
      .locator('.caption', { hasText: new RegExp(`^${layer}`) })
      .locator('span')
      .textContent()) ?? ''
  );
}

const distances = (page: Page) => page.locator('.distance .number').allTextContents();
const words = (page: Page) => page.locator('.stages [aria-live]').textContent();
const current = (page: Page) => page.locator('.stages [aria-current=step]').textContent();

describe.skipIf(SKIP)(`slow motion${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let asDrawn: string[];
  beforeAll(async () => {
    lab = await startLab();
    ({ page } = lab);
    await draw(page, DIGITS[4] as Stroke[]);
    asDrawn = await distances(page);
  });
  afterAll(() => lab?.close());

  test('it stops at each stage of a step on the drawn digit, by key, forth and back, without MNIST', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: 'Slow motion, this digit' }).click();
    await page.getByText('A 4 goes through; the nearest bitmap is that of 4.').waitFor();
    const seen: (string | null)[] = [await current(page)];
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('n');
      seen.push(await current(page));
    }
    expect(seen).toEqual(['1 forward', '2 distances', '3 gradients', '4 update']);
    expect(await page.getByRole('button', { name: 'Next (N)' }).isDisabled()).toBe(true);
    await page.keyboard.press('b');
    expect(await current(page)).toBe('3 gradients');
    expect(asked.filter((url) => url.includes('train-images'))).toEqual([]);
  });

  test('the squared differences sum to the distance shown, and the figure says what it shows', async () => {
    await page.keyboard.press('b');
    expect(await under(page, 'F6')).toBe('(F6 − 4)²');
    const distance = number((await words(page))?.match(/the distance (\S+)\. /)?.[1]);
    expect(distance).toBeCloseTo(number((await distances(page))[4]), 1);
  });

  test('changes are enlarged by what stands under each layer, so that the largest is seen', async () => {
    await page.getByRole('button', { name: '4 update' }).click();
    const scales = await Promise.all(['C1', 'S2', 'C3', 'S4', 'C5', 'F6'].map((layer) => under(page, layer)));
    for (const text of scales) expect(text).toMatch(/^Δ × [125][0,]*$/);
    const text = (await words(page)) ?? '';
    const [least, most] = (text.match(/changes × (\S+) to × (\S+),/) ?? []).slice(1).map(number);
    const all = scales.map((each) => number(each.replace('Δ × ', '')));
    expect([Math.min(...all), Math.max(...all)]).toEqual([least, most]);
    const [before, after] = (text.match(/: (\S+) before, (\S+) after\.$/) ?? []).slice(1).map(number);
    expect(after).toBeLessThan(before ?? 0);
    expect(number((await distances(page))[4])).toBeCloseTo(after ?? 0, 1);
  });

  describe('an update in words', () => {
    let own: Awaited<ReturnType<typeof openLab>>;
    beforeAll(async () => {
      own = await openLab(lab.browser, lab.site.url);
    });
    afterAll(() => own?.context.close());

    test.each([
      ['fast', 'English', 'Every weight moves against its gradient, at rate 3.0e−4; the largest'],
      ['paper', 'English', ': a plain step for a look, where the run has sdlm; the largest'],
      ['paper', '中文', '：这里只演示普通的一步，训练用的是 sdlm；最大变化'],
      ['tutorial&optimiser=momentum', 'English', ': a plain step for a look, where the run has momentum; the largest'],
    ])('of %s (%s) the update says what step it is', async (preset, language, expected) => {
      await own.page.goto(`${lab.site.url}#preset=${preset}`);
      await own.page.getByRole('button', { name: language, exact: true }).click();
      await own.page.getByRole('button', { name: /this digit|这个数字/ }).click();
      await own.page.getByRole('button', { name: /^4 / }).click();
      await own.page.getByText(expected).waitFor();
      await own.page.getByRole('button', { name: /^Leave slow motion|^退出慢动作/ }).click();
    });
  });

  test('a step of the run itself is that of its recipe', async () => {
    const own = await openLab(lab.browser, `${lab.site.url}#preset=paper&size=100`);
    await own.page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await own.page.getByRole('button', { name: '4 update' }).click({ timeout: 30_000 });
    await own.page.getByText(/at a rate of its own, \S+ \/ \(μ \+ its curvature\); the largest/).waitFor();
    await own.context.close();
  });

  test('meant as another digit it moves towards that; afterwards all is as it was', async () => {
    await page.getByLabel('The digit is a').selectOption('9');
    await page.getByText('A 9 goes through; the nearest bitmap is that of 4.').waitFor();
    await page.getByRole('button', { name: '4 update' }).click();
    const [before, after] = ((await words(page))?.match(/: (\S+) before, (\S+) after\.$/) ?? []).slice(1).map(number);
    expect(after).toBeLessThan(before ?? 0);
    expect(await distances(page)).not.toEqual(asDrawn);
    await page.getByRole('button', { name: 'Leave slow motion' }).click();
    expect(await answer(page)).toBe('4');
    expect(await distances(page)).toEqual(asDrawn);
    expect(await page.locator('.standing').count()).toBe(0);
    expect(await under(page, 'C1')).toBe('6@28×28');
  });

  test('on training digits next goes on to the next step, and drawing ends it', async () => {
    await page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await page.getByText(/goes through; the nearest bitmap is/).waitFor({ timeout: 30_000 });
    for (let i = 0; i < 3; i++) await page.keyboard.press('n');
    await page.getByRole('tab', { name: 'Weights' }).click();
    expect(await page.getByLabel('what the last single step changed').isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Next digit (N)' }).click();
    await expect.poll(() => current(page)).toBe('1 forward');
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.locator('.standing', { hasText: 'samples2 / ' }).waitFor();
    await draw(page, DIGITS[1] as Stroke[]);
    await page.locator('.stages').waitFor({ state: 'detached' });
    expect(lab.complaints).toEqual([]);
  });

  test('undo takes the step of a run back: the weights of before it read the drawing as they did', async () => {
    const own = await openLab(lab.browser, `${lab.site.url}#preset=fast&size=100`);
    await draw(own.page, DIGITS[4] as Stroke[]);
    const before = await distances(own.page);
    await own.page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await own.page.getByRole('button', { name: '4 update' }).click({ timeout: 30_000 });
    expect(await distances(own.page)).not.toEqual(before);
    await own.page.getByRole('button', { name: 'Undo' }).click();
    await own.page.locator('.stages').waitFor({ state: 'detached' });
    expect(await distances(own.page)).toEqual(before);
    expect(await answer(own.page)).toBe('4');
    expect(await own.page.locator('.header-facts').textContent()).toContain('shipped');
    await own.page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await own.page.locator('.standing', { hasText: 'samples2 / ' }).waitFor();
    await draw(own.page, DIGITS[1] as Stroke[]);
    expect(await own.page.locator('.header-facts').textContent()).toContain('2 samples');
    expect(own.complaints).toEqual([]);
    await own.context.close();
  });

  test.each(['en-GB', 'zh-CN'])(
    'with a finger, 375×812, %s: figure and stages are seen together, nothing sticks out',
    async (locale) => {
      const {
        page: phone,
        context,
        complaints,
      } = await openLab(lab.browser, lab.site.url, {
        locale,
        hasTouch: true,
        isMobile: true,
        viewport: { width: 375, height: 812 },
        deviceScaleFactor: 2,
      });
      await phone.getByRole('button', { name: /this digit|这个数字/ }).tap();
      for (const stage of [2, 3, 4]) {
        await phone.getByRole('button', { name: /^(Next|下一步)/ }).tap();
        await expect.poll(() => current(phone)).toMatch(new RegExp(`^${stage} `));
        const [figure, bar] = await Promise.all([
          phone.locator('.figure-maps').boundingBox(),
          phone.locator('.stages').boundingBox(),
        ]);
        expect(figure?.y).toBeGreaterThanOrEqual(0);
        expect((figure?.y ?? 0) + (figure?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
        expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(812);
      }
      for (const button of await phone.locator('.stages button').all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
      }
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});
