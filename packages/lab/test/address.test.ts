import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strokesIn, strokesText } from '../src/draw/strokes-text.js';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, openLab, SKIP, startLab } from './support.js';

describe('a drawing as text', () => {
  test('comes back as it was, on the places that a drawing knows', () => {
    const strokes = DIGITS.flat().map((stroke) => stroke.map(([x, y]) => ({ x: x / 100, y: y / 100 })));
    const text = strokesText(strokes);
    expect(text).toMatch(/^[\w.-]+$/);
    expect(strokesText(strokesIn(text) ?? [])).toBe(text);
    const [first] = strokesIn(text)?.[0] ?? [];
    expect(first?.x).toBeCloseTo(strokes[0]?.[0]?.x ?? -1, 3);
    expect(strokesText([[{ x: -0.25, y: 1.5 }]])).toBe(
      strokesText(strokesIn(strokesText([[{ x: -0.25, y: 1.5 }]])) ?? []),
    );
  });

  test('nothing is a blank pad; what is no drawing is none', () => {
    expect(strokesIn('')).toEqual([]);
    for (const text of ['.', 'A', 'AAA', 'g', 'gA', '%', 'AA..AA', '_____A'])
      expect([text, strokesIn(text)]).toEqual([text, null]);
  });
});

describe.skipIf(SKIP)(`the address${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  beforeAll(async () => {
    lab = await startLab();
    ({ page } = lab);
  });
  afterAll(() => lab?.close());

  const hash = () => page.evaluate(() => location.hash);
  const panelOpen = () => page.locator('[role=tab][aria-selected=true]').textContent();
  const preset = () => page.locator('.controls select').first().inputValue();

  test('is the plain one until something changes', async () => {
    expect(await hash()).toBe('');
    expect(await answer(page)).toBe('4');
  });

  test('says what of it is no field or value, and takes the rest', async () => {
    const bad =
      'panel=nonsense&unit=C9.9.9.9&seed=-1&rate=nonsense&passes=1e9&digit=99999&try=w~C1.weight~-3~2&other=1';
    const { page: other, context } = await openLab(lab.browser, `${lab.site.url}#${bad}&size=600&preset=blog`);
    const said = (await other.locator('.message').textContent()) ?? '';
    for (const field of bad.split('&')) expect(said).toContain(field);
    expect(said).not.toContain('size');
    expect(await other.getByLabel('Preset').inputValue()).toBe('blog');
    expect(await other.getByLabel('Seed').inputValue()).toBe('1');
    await context.close();
  });

  test('holds the unit that is taken apart, also of a network that is otherwise for a try', async () => {
    const { page: own, context } = await openLab(lab.browser, `${lab.site.url}#seed=5`);
    expect(await own.getByLabel('Seed').inputValue()).toBe('5');
    await own.getByRole('tab', { name: 'Look inside' }).click();
    await own.getByLabel('Layer').selectOption('C3');
    for (let i = 0; i < 3; i++) await own.getByRole('button', { name: 'Next unit' }).click();
    await own.getByText('No squash after C3').click();
    const at = () => own.evaluate(() => location.hash);
    await expect.poll(at).toMatch(/unit=C3\.0\.5\.8&try=s%7EC3/);
    const { page: other, context: pupil } = await openLab(lab.browser, own.url());
    await other.getByText('C3, map 0, row 5, column 8').first().waitFor();
    await pupil.close();
    await context.close();
  });

  test('holds panel, unit, drawing and settings; the same address elsewhere shows the same', async () => {
    await draw(page, DIGITS[3] as Stroke[]);
    await page.getByLabel('Preset').selectOption('blog');
    await page.getByRole('tab', { name: 'Weights' }).click();
    await page.getByRole('application', { name: 'C3' }).focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect.poll(hash).toMatch(/^#panel=weights&unit=C3\.0\.1\.1&draw=[\w.-]+&preset=blog&seed=1$/);
    const outputs = (of: Page) => of.locator('.distance .number').allTextContents();
    const { page: other, context } = await openLab(lab.browser, page.url());
    expect(await other.locator('[role=tab][aria-selected=true]').textContent()).toBe('Weights');
    await other.getByText('C3, map 0, row 1, column 1').waitFor();
    expect(await answer(other)).toBe('3');
    expect(await outputs(other)).toEqual(await outputs(page));
    await other.getByRole('tab', { name: 'Train' }).click();
    expect(await other.getByLabel('Preset').inputValue()).toBe('blog');
    await context.close();
  });

  test('back and forward go from panel to panel, and a drawing that came later comes back', async () => {
    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.goBack();
    await expect.poll(panelOpen).toBe('Weights');
    expect(await page.locator('.unit').count()).toBe(1);
    await page.goForward();
    await expect.poll(panelOpen).toBe('Questions');
    expect(await answer(page)).toBe('3');
  });

  test('a pasted link acts at once', async () => {
    await page.evaluate(() => {
      location.hash = '#preset=paper&seed=9';
    });
    await expect.poll(panelOpen).toBe('Train');
    expect(await preset()).toBe('paper');
    expect(await page.getByLabel('Seed').inputValue()).toBe('9');
    expect(await answer(page)).toBe('3');
    await page.evaluate(() => {
      location.hash = '#digit=0&panel=files';
    });
    await page.getByText('label: 7').waitFor();
    expect(await panelOpen()).toBe('Files');
  });

  test('a lesson hides the controls that it names', async () => {
    const shown = async (search: string) => {
      const { page: other, context, complaints } = await openLab(lab.browser, `${lab.site.url}${search}`);
      const names = ['.header', '.pad', '.living-pad .tools', '.figure', '.panels', '.tabs', '.controls'];
      const found = await Promise.all(
        names.map(async (name) => ((await other.locator(name).first().isVisible()) ? name : '')),
      );
      const words = await other.locator('.message-place').textContent();
      expect(complaints).toEqual([]);
      await context.close();
      return [found.filter(Boolean).join(' '), words];
    };
    expect(await shown('?embed')).toEqual(['.pad .living-pad .tools .figure', '']);
    expect(await shown('?embed=header,tools,tabs')).toEqual(['.pad .figure .panels .controls', '']);
    expect((await shown('?embed=pen'))[1]).toContain(
      'embed names pen, which is no part of this page. Its parts: header,',
    );
  });

  test('the page can be used before the weights arrive', async () => {
    const context = await lab.browser.newContext({ locale: 'en-GB' });
    const other = await context.newPage();
    let arrive = () => {};
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await other.route('**/pictures-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await other.goto(lab.site.url);
    await other.getByText('The weights of the network are on their way.').waitFor();
    await draw(other, DIGITS[7] as Stroke[]);
    await other.getByRole('tab', { name: 'Questions' }).click();
    await other.getByText('Why 2.1 % and not 0.95 %?').waitFor();
    arrive();
    await expect.poll(() => answer(other)).toBe('7');
    await context.close();
  });

  test('nothing was complained about in the console', () => {
    expect(lab.complaints).toEqual([]);
  });
});
