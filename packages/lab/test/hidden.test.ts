import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servePage } from './support.js';
import { MISSING, SKIP, Window } from './window.js';

const SIZE = 3000;
const PASSES = 4;

describe.skipIf(SKIP)(`a hidden tab${SKIP ? ` (${MISSING})` : ''}`, () => {
  let site: Awaited<ReturnType<typeof servePage>>;
  let window: Window;

  beforeAll(async () => {
    [site, window] = await Promise.all([servePage('all'), Window.open()]);
  });
  afterAll(async () => {
    await window?.close();
    site?.close();
  });

  test(`goes on training, ${SIZE} samples ${PASSES} times, until it is done`, async () => {
    const lab = await window.openTab(`${site.url}#preset=fast&seed=1&size=${SIZE}&passes=${PASSES}`);
    const status = () => lab("document.querySelector('.standing')?.dataset.status");
    const start = "[...document.querySelectorAll('button')].find((button) => button.textContent === 'Start')";
    await expect.poll(() => lab(`${start}?.disabled`), { timeout: 20_000 }).toBe(false);
    await lab(`${start}.click()`);
    await expect.poll(status, { timeout: 20_000 }).toBe('running');
    await window.openTab('about:blank');
    await expect.poll(() => lab('document.visibilityState')).toBe('hidden');
    expect(await status()).toBe('running');
    await lab("addEventListener('visibilitychange', () => { globalThis.wasSeen = true; }, true)");
    await expect.poll(status, { timeout: 60_000 }).toBe('done');
    expect(await lab('globalThis.wasSeen')).toBeUndefined();
    expect(await lab("document.querySelector('.standing').textContent")).toContain('12,000');
  });
});
