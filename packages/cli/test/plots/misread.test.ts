import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { MISREAD_CAP, type MisreadDigit, misreadSvg } from '../../src/plots/misread.js';
import { rasterisePng } from '../../src/plots/render.js';
import { find, NASTY, number, words } from './support.js';

/** A digit whose pixels alternate between ink and background. */
function digit(index: number, size = 28): MisreadDigit {
  const pixels = Uint8Array.from({ length: size * size }, (_, i) => (((i % size) + Math.floor(i / size)) % 2) * 255);
  return { index, label: 4, answer: 9, pixels, size };
}

function digits(count: number): MisreadDigit[] {
  return Array.from({ length: count }, (_, i) => digit(i * 3));
}

const options = { title: 'Misread test digits', total: 10_000 };

describe('misreadSvg', () => {
  it('says so when nothing was misread', () => {
    const svg = misreadSvg([], options);
    expect(find(svg, 'image')).toHaveLength(0);
    expect(words(svg)).toContain('0 of 10,000 misread (0.00\u00a0%): nothing to show.');
  });

  it('shows each digit with label, answer and index', () => {
    const svg = misreadSvg(digits(93), options);
    const text = words(svg);
    expect(find(svg, 'image')).toHaveLength(93);
    expect(text.filter((entry) => entry === '4 → 9')).toHaveLength(93);
    expect(text).toContain('276');
    expect(text[1]).toContain('93 of 10,000 misread (0.93\u00a0%)');
  });

  it('embeds the pixels unchanged, ink black on white', () => {
    const original = digit(7);
    const href = find(misreadSvg([original], options), 'image')[0]?.getAttribute('href') ?? '';
    const { width, height, channels, data } = decode(Buffer.from(href.split(',')[1] ?? '', 'base64'));
    expect({ width, height, channels }).toEqual({ width: 28, height: 28, channels: 1 });
    expect([...data]).toEqual([...original.pixels].map((ink) => 255 - ink));
  });

  it('keeps pixels sharp when it is rasterised', async () => {
    const svg = misreadSvg([digit(7)], options);
    const [image] = find(svg, 'image');
    const { width, channels, data } = decode(await rasterisePng(svg, 2));
    const [, top = Number.NaN] = /translate\(0,(\d+)\)/.exec(svg)?.map(Number) ?? [];
    const start = (2 * (top + number(image, 'y') + 20) * width + 2 * number(image, 'x')) * channels;
    const greys = Array.from({ length: 112 }, (_, i) => data[start + i * channels]);
    expect(new Set(greys)).toEqual(new Set([0, 255]));
    expect(greys.slice(0, 8)).toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
  });

  it.each([1, 14, 15, 200, 2000])('fits %i pictures on the sheet, at whole multiples of their size', (count) => {
    const svg = misreadSvg(digits(count), options);
    const [sheet] = find(svg, 'svg');
    for (const image of find(svg, 'image')) {
      expect(number(image, 'width') % 28).toBe(0);
      expect(number(image, 'x') + number(image, 'width')).toBeLessThan(number(sheet, 'width'));
      expect(number(image, 'y') + number(image, 'height') + 28).toBeLessThan(number(sheet, 'height'));
    }
  });

  it('leaves out pictures beyond a limit and says how many', () => {
    const svg = misreadSvg(digits(2000), options);
    expect(find(svg, 'image')).toHaveLength(MISREAD_CAP);
    expect(words(svg)[1]).toContain(`The first ${MISREAD_CAP}, 1,400 left out.`);
    expect(words(misreadSvg(digits(MISREAD_CAP), options))[1]).not.toContain('left out');
  });

  it('takes other sizes, and refuses pixels that do not fit their size', () => {
    const sizes = find(misreadSvg([digit(1, 32), digit(2, 20), digit(3, 100)], options), 'image');
    expect(sizes.map((image) => number(image, 'width'))).toEqual([64, 60, 100]);
    expect(() => misreadSvg([{ ...digit(5), size: 27 }], options)).toThrow('784 pixels where 27×27');
  });

  it('escapes its title', async () => {
    const svg = misreadSvg(digits(2), { ...options, title: NASTY });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    await expect(rasterisePng(svg, 0.25)).resolves.toBeInstanceOf(Uint8Array);
  });
});
