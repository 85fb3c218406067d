// How figures and page come out in a real browser: nothing beyond the border, nothing on top of something else.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, MISSING_CHROMIUM, SKIP_CHROMIUM } from '../../../../test/chromium.js';
import { confusionSvg } from '../../src/plots/confusion.js';
import { type CurvesOptions, curvesSvg } from '../../src/plots/curves.js';
import { misreadSvg } from '../../src/plots/misread.js';
import { reportHtml } from '../../src/plots/report.js';
import { togetherSvg } from '../../src/plots/together.js';
import { passesText, resultTitle } from '../../src/plots/words.js';
import { type Language, speak, t } from '../../src/texts/language.js';
import { row, rows } from './support.js';

const LANGUAGES: readonly Language[] = ['en', 'zh'];
const FORMS = [{ narrow: false }, { narrow: true }] as const;

const CHANGES = [
  'initialCoefficient=-0.0125,0.0125',
  'distortion=elastic',
  'passes=60',
  'plainPasses=3',
  'j=3',
  'mu=0.02',
];

/** Names and switches that are long. */
function heading(): { title: string; settings: string } {
  const data = 'a-folder-with-a-name-that-is-a-good-deal-longer-than-any-line (train: pictures; test: Fashion-MNIST)';
  const values = { architecture: 'blog-sigmoid', recipe: 'paper-tuned', changes: CHANGES.join(' '), seed: 12345 };
  return {
    title: resultTitle({ data, done: 7, planned: 20, testError: 12.34, ending: { kind: 'stopped' } }),
    settings: t(
      'architecture {{architecture}}, recipe {{recipe}} with {{changes}}, seed {{seed}}, {{samples}} training samples',
      { ...values, samples: '60,000' },
    ),
  };
}

const counts = Array.from({ length: 10 }, (_, label) =>
  Array.from({ length: 10 }, (_, answer) => (label === answer ? 1135 : label === 3 ? 1028 : answer % 4)),
);
const misread = Array.from({ length: 23 }, (_, i) => {
  return { index: 9000 + i, label: 4, answer: 9, pixels: new Uint8Array(784).fill(i), size: 28 };
});

type Curves = readonly [rows: Parameters<typeof curvesSvg>[0], options: Omit<CurvesOptions, 'title'>];

/** Runs that put their points and names in different places. */
const RUNS: Record<string, Curves> = {
  usual: [rows(20), { passes: 20, paper: true, distorted: true, moments: [{ pass: 18, text: 'distortion ends' }] }],
  'at the level of the paper': [
    rows(12).map((each) => ({ ...each, testErrorPercent: 0.96 })),
    { passes: 12, paper: true },
  ],
  'with a validation split, of other data': [
    rows(60).map((each) => ({ ...each, validationErrorPercent: 5 })),
    { passes: 60, paper: false, moments: [2, 18, 20, 57].map((pass) => ({ pass, text: 'distortion ends' })) },
  ],
  'of one pass': [
    [row(1, { testErrorPercent: 90.2, trainErrorPercent: 0, meanLoss: 1e7 })],
    { passes: 1, paper: false },
  ],
  'without a pass': [[], { passes: 20, paper: true }],
};

/** Runs with long names, in groups of two seeds. */
function compared(count: number): Parameters<typeof togetherSvg>[0] {
  return Array.from({ length: count }, (_, i) => {
    const group = `a-folder-of-data (unknown, 28×28, 10 labels) ${CHANGES.join(' ')} rate=${Math.floor(i / 2)}`;
    const records = rows(5 + i).map((each) => ({ ...each, testErrorPercent: 0.5 + (i + 1) / each.pass }));
    return { name: `${group} seed ${i}`, group, records };
  });
}

/** What classes may be called: clothes, letters, digits and letters, a name longer than any place for it. */
const NAMES: readonly (readonly string[])[] = [
  ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  Array.from({ length: 62 }, (_, i) => `${i}`),
  ['a long-sleeved pullover of Shetland wool', '短靴', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'T-shirt'],
];

/** In the page: what of a figure's texts is wrong with its place. */
function misplaced(): string[] {
  const faults: string[] = [];
  const sheet = document.querySelector('svg')?.getBoundingClientRect();
  if (!sheet) return ['no figure'];
  const texts = [...document.querySelectorAll('svg text')].map((element) => ({
    words: element.textContent ?? '',
    box: element.getBoundingClientRect(),
  }));
  texts.forEach(({ words, box }, i) => {
    if (box.left < sheet.left || box.right > sheet.right || box.top < sheet.top || box.bottom > sheet.bottom)
      faults.push(`"${words}" is beyond the border`);
    for (const other of texts.slice(i + 1)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      // The boxes of lines reach above and below their letters.
      if (across > 0.5 && down > 3) faults.push(`"${words}" is on "${other.words}"`);
    }
  });
  return faults;
}

describe.skipIf(SKIP_CHROMIUM)(`in Chromium (${SKIP_CHROMIUM ? MISSING_CHROMIUM : 'installed'})`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function faultsOf(svg: string): Promise<string[]> {
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    return page.evaluate(misplaced);
  }

  describe.each(LANGUAGES)('in %s', (language) => {
    beforeAll(() => speak(language));
    afterAll(() => speak('en'));

    it.each(FORMS)('texts of every figure keep to their places (%j)', async (form) => {
      const head = { ...heading(), ...form };
      for (const [name, [records, options]] of Object.entries(RUNS)) {
        expect(await faultsOf(curvesSvg(records, { ...options, ...head })), name).toEqual([]);
      }
      for (const count of [1, 6, 14]) {
        expect(await faultsOf(togetherSvg(compared(count), head)), `${count} runs`).toEqual([]);
      }
      expect(await faultsOf(confusionSvg(counts, head))).toEqual([]);
      expect(await faultsOf(misreadSvg(misread, { ...head, total: 10_000 }))).toEqual([]);
      for (const names of NAMES) {
        const square = names.map((_, i) => names.map((_name, k) => (i === k ? 970 : (i * 7 + k * 13) % 11)));
        expect(await faultsOf(confusionSvg(square, { ...head, names })), names[0]).toEqual([]);
        expect(await faultsOf(misreadSvg(misread, { ...head, names, total: 10_000 })), names[0]).toEqual([]);
      }
    });

    it.each([1280, 400, 320])('the page fits a screen of %i px, and its smallest words can be read', async (width) => {
      const html = wholePage();
      await page.setViewportSize({ width, height: 800 });
      await page.setContent(html);
      const found = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const scale = (element: Element) => {
          const svg = element.closest('svg');
          return svg ? svg.getBoundingClientRect().width / Number(svg.getAttribute('width')) : 1;
        };
        const texts = [...document.querySelectorAll('h1, p, code, td, th, dd, dt, text')].filter((each) =>
          each.checkVisibility(),
        );
        const sizes = texts.map((each) => Number.parseFloat(getComputedStyle(each).fontSize) * scale(each));
        const figures = [...document.querySelectorAll('svg')].filter((each) => each.checkVisibility());
        const command = document.querySelector('.command')?.getBoundingClientRect().bottom ?? Number.NaN;
        return { beyond: scrollWidth - clientWidth, smallest: Math.min(...sizes), figures: figures.length, command };
      });
      expect(found).toMatchObject({ beyond: 0, figures: 3 });
      expect(found.smallest).toBeGreaterThanOrEqual(width < 400 ? 7 : 8.9);
      expect(found.command).toBeLessThan(800);
      await page.setViewportSize({ width: 1000, height: 800 });
    });
  });

  it.each(['light', 'dark'] as const)('ink and paper of the %s page are far apart', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setContent(wholePage());
    const [ink = 0, paper = 0] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor].map((text) =>
        (text.match(/\d+/g) ?? []).reduce((sum, part) => sum + Number(part), 0),
      );
    });
    expect(colorScheme === 'dark' ? ink - paper : paper - ink).toBeGreaterThan(500);
    await page.emulateMedia({ colorScheme: null });
  });
});

function wholePage(): string {
  const head = { ...heading(), bare: true };
  const [records, options] = RUNS.usual ?? [[], { passes: 1, paper: true }];
  const draw = [
    (form: { narrow: boolean }) => curvesSvg(records, { ...options, ...head, ...form }),
    (form: { narrow: boolean }) => confusionSvg(counts, { ...head, ...form }),
    (form: { narrow: boolean }) => misreadSvg(misread, { ...head, ...form, total: 10_000 }),
  ];
  return reportHtml({
    title: head.title,
    result: t('{{error}} test error', { error: '0.58 %' }),
    lead: [passesText(20, 20)],
    failure: null,
    command: `lenet5 train --set ${CHANGES.join(' ')}`,
    facts: [['SHA-256', 'f04678d988f91e197e964d257a0a1272569d18bf7574b76d6cd94526456f0f17']],
    records: records.map((each) => ({ ...each, validationErrorPercent: 1.23 })),
    figures: draw.map((each) => ({ heading: 'Figure', wide: each({ narrow: false }), narrow: each({ narrow: true }) })),
  });
}
