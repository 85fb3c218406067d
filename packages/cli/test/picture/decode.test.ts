import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePicture, LIMITS } from '../../src/picture/decode.js';
import { oneBitPng } from './one-bit-png.js';

/** Left half black, right half white: turned, mirrored or inverted it looks different. */
function halves(width = 40, height = 20): Sharp {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    Math.floor(i / 3) % width < width / 2 ? 0 : 255,
  );
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const grey = () => halves().toColourspace('b-w');
const deep = (channels: 1 | 3) => {
  const data = Uint16Array.from({ length: 40 * 20 * channels }, (_, i) =>
    Math.floor(i / channels) % 40 < 20 ? 0 : 65_535,
  );
  return sharp(data, { raw: { width: 40, height: 20, channels } }).toColourspace(channels === 1 ? 'grey16' : 'rgb16');
};

/** Files of other programs; rasters/make.py has how they were made. */
const raster = (name: string) => readFileSync(new URL(`rasters/${name}`, import.meta.url));
const BITMAPS = ['1', '4', '24', '32', '565', 'grey', 'palette', 'os2'].map((name) => `${name}.bmp`);
const NETPBM = ['raw', 'plain'].flatMap((name) => ['pbm', 'pgm', 'ppm'].map((ending) => `${name}.${ending}`));

const formats: [string, () => Promise<Buffer>][] = [
  ['PNG', () => halves().png().toBuffer()],
  ['PNG, interlaced', () => halves().png({ progressive: true }).toBuffer()],
  ['PNG, palette', () => halves().png({ palette: true, colours: 2 }).toBuffer()],
  ['PNG, grey', () => grey().png().toBuffer()],
  ['PNG, 16-bit grey', () => deep(1).png().toBuffer()],
  ['PNG, 16-bit colour', () => deep(3).png().toBuffer()],
  ['PNG, 1 bit', async () => oneBitPng(40, 20)],
  ['JPEG', () => halves().jpeg().toBuffer()],
  ['JPEG, progressive', () => halves().jpeg({ progressive: true }).toBuffer()],
  ['JPEG, grey', () => grey().jpeg().toBuffer()],
  ['JPEG, CMYK', () => halves().toColourspace('cmyk').jpeg().toBuffer()],
  ['WebP', () => halves().webp().toBuffer()],
  ['GIF', () => halves().gif().toBuffer()],
  ['TIFF, LZW', () => halves().tiff({ compression: 'lzw' }).toBuffer()],
  ['TIFF, 1 bit', () => grey().threshold().tiff({ bitdepth: 1 }).toBuffer()],
  ['AVIF', () => halves().avif().toBuffer()],
  ...[...BITMAPS, ...NETPBM, '16.pgm'].map((name): [string, () => Promise<Buffer>] => [name, async () => raster(name)]),
  [
    'SVG',
    async () =>
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="20" height="20"/><rect x="20" width="20" height="20" fill="#fff"/></svg>',
      ),
  ],
];

describe('every format gives the same picture, within 40 of 255', () => {
  test.each(formats)('%s', async (_, make) => {
    const { picture, width, height } = await decodePicture(await make(), 'it');
    expect([picture.width, picture.height, width, height]).toEqual([40, 20, 40, 20]);
    expect(picture.data).toHaveLength(40 * 20 * picture.channels);
    const at = (x: number) => picture.data[(10 * 40 + x) * picture.channels] as number;
    expect(at(5)).toBeLessThanOrEqual(40);
    expect(at(34)).toBeGreaterThanOrEqual(215);
  });
});

test.each([
  [1, 'left'],
  [2, 'right'],
  [3, 'right'],
  [4, 'left'],
  [5, 'top'],
  [6, 'top'],
  [7, 'bottom'],
  [8, 'bottom'],
] as const)('EXIF orientation %i puts the black half %s', async (orientation, side) => {
  const { picture } = await decodePicture(await halves().withMetadata({ orientation }).jpeg().toBuffer(), 'it');
  const upright = side === 'left' || side === 'right';
  expect([picture.width, picture.height]).toEqual(upright ? [40, 20] : [20, 40]);
  const at = (x: number, y: number) => picture.data[(y * picture.width + x) * picture.channels] as number;
  const [w, h] = [picture.width - 1, picture.height - 1];
  const value = { left: at(2, 9), right: at(w - 2, 9), top: at(9, 2), bottom: at(9, h - 2) }[side];
  expect(value).toBeLessThan(40);
});

test('ink that exists in the alpha channel alone arrives', async () => {
  const data = new Uint8Array(40 * 20 * 4);
  for (let i = 0; i < 40 * 20; i++) data[i * 4 + 3] = i % 40 < 20 ? 255 : 0;
  const png = await sharp(data, { raw: { width: 40, height: 20, channels: 4 } })
    .png()
    .toBuffer();
  const { picture } = await decodePicture(png, 'it');
  expect(picture.channels).toBe(4);
  expect([picture.data[3], picture.data[39 * 4 + 3]]).toEqual([255, 0]);
});

test('an animation gives its first frame', async () => {
  const frames = [halves(), halves().negate()].map((frame) => frame.png().toBuffer());
  const gif = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  const { picture } = await decodePicture(gif, 'it');
  expect([picture.width, picture.height]).toEqual([40, 20]);
  expect(picture.data[0]).toBeLessThan(40);
});

test('a picture of 1×1 pixel is one', async () => {
  const { picture } = await decodePicture(await halves(2, 1).resize(1, 1).png().toBuffer(), 'it');
  expect([picture.width, picture.height]).toEqual([1, 1]);
});

describe('large pictures', () => {
  test.each([
    [4096, 2048],
    [100_000, 2],
    [3, 60_000],
  ])('%i × %i is scaled down to what is looked at, and its size is kept', async (width, height) => {
    const decoded = await decodePicture(oneBitPng(width, height), 'it');
    const { picture } = decoded;
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    expect(picture.width * picture.height).toBeLessThanOrEqual(LIMITS.workingPixels);
    if (width * height > LIMITS.workingPixels) expect(picture.width).toBeLessThan(width);
    const at = (x: number) => picture.data[x * picture.channels] as number;
    expect(at(0)).toBe(0);
    expect(at(picture.width - 1)).toBe(255);
  });

  test('20,000 × 20,000 is refused before it is decoded', async () => {
    const bomb = oneBitPng(20_000, 20_000);
    expect(bomb.length).toBeLessThan(200_000);
    await expect(decodePicture(bomb, 'bomb.png')).rejects.toThrow(
      'bomb.png has 20,000 × 20,000 pixels, more than the 67 million that are read: scale it down.',
    );
  });
});

describe('what is no picture', () => {
  const noise = () =>
    sharp({
      create: {
        width: 120,
        height: 80,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    });

  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('a truncated %s is damaged', async (format) => {
    const bytes = await noise()[format]().toBuffer();
    for (const share of [0.5, 0.98]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      await expect(decodePicture(cut, 'cut')).rejects.toThrow(
        /^cut is a damaged (JPEG|PNG|WebP|GIF|TIFF|AVIF) picture \([^\n]+\.$/,
      );
    }
  });

  test('a text file, a PDF and an icon are called what they are', async () => {
    const sentence = (text: string) =>
      decodePicture(Buffer.from(text, 'latin1'), 'a.png').catch((error: Error) => error.message);
    const expected = 'expected PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM or SVG; save it as one of these.';
    expect(await sentence('hello, I am a text')).toBe(`a.png is no picture, whatever its name says: ${expected}`);
    expect(await sentence('%PDF-1.7\n')).toBe(`a.png is a file of type application/pdf: ${expected}`);
    expect(await sentence('\0\0\x01\0')).toBe(`a.png is a file of type image/x-icon: ${expected}`);
  });

  test('an SVG whose parts stand for a thousand million others, or that is not well formed, is one that cannot be drawn', async () => {
    const level = (i: number) => `<g id="a${i}">${`<use href="#a${i - 1}"/>`.repeat(10)}</g>`;
    const levels = Array.from({ length: 9 }, (_, i) => level(i + 1)).join('');
    const drawing = (parts: string) =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${parts}`);
    const nested = `<defs><rect id="a0" width="1" height="1"/>${levels}</defs><use href="#a9"/></svg>`;
    for (const parts of [nested, '<g></svg>']) {
      await expect(decodePicture(drawing(parts), 'a.svg')).rejects.toThrow(
        /^a\.svg is an SVG picture that cannot be drawn \([^\n]+\): [^\n]+ save it as PNG\.$/,
      );
    }
    await expect(decodePicture(gzipSync('no picture'), 'a.gz')).rejects.toThrow(
      /^a\.gz is a file of type application\/gzip/,
    );
  });
});

test('rows of a bitmap stand from the bottom up', async () => {
  const upper = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
    .composite([{ input: await blankTop(), top: 0, left: 0 }])
    .raw()
    .toBuffer();
  const file = Buffer.alloc(54 + 8 * 24);
  file.write('BM');
  for (const [at, value] of [
    [10, 54],
    [14, 40],
    [18, 8],
    [22, -8],
    [26, 1 + (24 << 16)],
  ] as const)
    file.writeInt32LE(value, at);
  upper.copy(file, 54);
  const shade = async (y: number) => (await decodePicture(file, 'it')).picture.data[3 * 8 * y];
  expect([await shade(0), await shade(7)]).toEqual([0, 255]);
  file.writeInt32LE(8, 22);
  expect([await shade(0), await shade(7)]).toEqual([255, 0]);
});

const blankTop = () =>
  sharp({ create: { width: 8, height: 4, channels: 3, background: 'black' } })
    .png()
    .toBuffer();

test.each([
  [raster('24.bmp').subarray(0, 1000), /^it is a damaged BMP picture \(its pixels are cut off\)/],
  [raster('24.bmp').subarray(0, 40), /^it is a damaged BMP picture \(its header is cut off\)/],
  [raster('packed.bmp'), /^it is a damaged BMP picture \(it is packed: save it without compression\)/],
  [raster('raw.pgm').subarray(0, 100), /^it is a damaged PBM, PGM or PPM picture \(its pixels are cut off\)/],
  [raster('plain.pbm').subarray(0, 100), /^it is a damaged PBM, PGM or PPM picture \(its pixels are cut off\)/],
  [Buffer.from('P5\n0 7 255\n'), /^it is a damaged PBM, PGM or PPM picture \(its header is damaged\)/],
  [raster('halves.heic'), /^it is a HEIC picture, .*sips -s format jpeg FILE.*heif-convert FILE FILE\.jpg/],
])('a raster that cannot be read, in one sentence', async (bytes, sentence) => {
  await expect(decodePicture(bytes, 'it')).rejects.toThrow(sentence);
});
