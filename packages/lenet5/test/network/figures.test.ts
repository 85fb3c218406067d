import { describe, expect, it } from 'vitest';
import { BITMAP_HEIGHT, BITMAP_WIDTH, BITMAPS, bitmapsOf, CODES } from '../../src/network/bitmaps.js';
import { fullTable, TABLE_I } from '../../src/network/table-one.js';
import { simdNetwork } from './support.js';

describe('Table I (paper p.8)', () => {
  it('has the columns of the paper: the S2 maps of each C3 map', () => {
    const columns = '012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345'.split(' ');
    expect(TABLE_I.map((inputs) => inputs.join(''))).toEqual(columns);
  });

  it('has the rows of the paper: the C3 maps of each S2 map', () => {
    const rows = [
      'X...XXX..XXXX.XX',
      'XX...XXX..XXXX.X',
      'XXX...XXX..X.XXX',
      '.XXX..XXXX..X.XX',
      '..XXX..XXXX.XX.X',
      '...XXX..XXXX.XXX',
    ];
    const found = rows.map((_, map) => TABLE_I.map((inputs) => (inputs.includes(map) ? 'X' : '.')).join(''));
    expect(found).toEqual(rows);
  });

  it('six maps read 3 neighbours, six read 4 neighbours, three read 4 others, the last reads all; 60 in all', () => {
    expect(TABLE_I.map((inputs) => inputs.length)).toEqual([...Array(6).fill(3), ...Array(9).fill(4), 6]);
    const neighbours = (inputs: readonly number[]) =>
      inputs.filter((map) => inputs.includes((map + 1) % 6)).length === inputs.length - 1;
    expect(TABLE_I.slice(0, 15).map(neighbours)).toEqual([...Array(12).fill(true), ...Array(3).fill(false)]);
    expect(new Set(TABLE_I.map(String)).size).toBe(16);
    for (let map = 0; map < 6; map++) expect(TABLE_I.filter((inputs) => inputs.includes(map))).toHaveLength(10);
  });

  it('the full table has every input in every map', () => {
    expect(fullTable(3, 2)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });
});

describe('bitmaps (paper Fig. 3)', () => {
  const picture = (digit: number) =>
    Array.from({ length: BITMAP_HEIGHT }, (_, row) =>
      BITMAPS[digit]!.slice(row * BITMAP_WIDTH, (row + 1) * BITMAP_WIDTH)
        .map((value) => (value === 1 ? '#' : '.'))
        .join(''),
    );

  it('have the rows of the figure, 7 bits each in hex, leftmost column highest', () => {
    const rows = `
      3e 00 1c 36 63 63 63 63 36 1c 00 00   0c 1c 3c 0c 0c 0c 0c 0c 0c 3f 00 00
      3e 00 3e 63 43 06 1c 30 60 7f 00 00   7f 03 06 0c 1e 03 03 03 63 3e 00 00
      3e 00 00 33 33 73 63 63 67 3f 03 03   3e 00 7f 60 60 3c 1e 03 63 3e 00 00
      1e 30 60 60 7e 73 63 63 73 3e 00 00   7f 03 03 06 0c 0c 18 18 18 18 00 00
      3e 63 63 63 3e 63 63 63 63 3e 00 00   3e 67 63 63 67 3f 03 03 06 3c 00 00`;
    const found = BITMAPS.flatMap((_, digit) =>
      picture(digit).map((row) => Number.parseInt(row.replaceAll('#', '1').replaceAll('.', '0'), 2)),
    );
    expect(found.map((bits) => bits.toString(16).padStart(2, '0'))).toEqual(rows.trim().split(/\s+/));
  });

  it('show the digit: 1 and 7 drawn', () => {
    expect(picture(1).slice(0, 10)).toEqual([
      '...##..',
      '..###..',
      '.####..',
      '...##..',
      '...##..',
      '...##..',
      '...##..',
      '...##..',
      '...##..',
      '.######',
    ]);
    expect(picture(7).slice(0, 3)).toEqual(['#######', '.....##', '.....##']);
  });

  it('are ten different codes of 84 values, each +1 or −1', () => {
    expect(BITMAPS).toHaveLength(10);
    for (const code of BITMAPS) {
      expect(code).toHaveLength(84);
      expect(code.every((value) => Math.abs(value) === 1)).toBe(true);
    }
    expect(new Set(BITMAPS.map(String)).size).toBe(10);
  });

  it('are the centres of the output units: an F6 that equals a code is at distance 0 of it', () => {
    const network = simdNetwork();
    for (const { name, value } of network.parameters) if (name === 'F6.bias') value.data.set(BITMAPS[4]!);
    network.forwardFromInput(1);
    const outputs = Array.from(network.outputs.state.data);
    expect(network.answer(0)).toBe(4);
    outputs.forEach((y, digit) => {
      const different = BITMAPS[digit]!.filter((value, i) => value !== BITMAPS[4]![i]).length;
      expect(y).toBeCloseTo(4 * different, 2);
    });
  });
});

describe('bitmaps of letters', () => {
  const all = bitmapsOf('alphanumeric').map((bitmap, i) => ({ character: CODES.alphanumeric[i]!, bitmap }));
  const smallestDistance = (bitmaps: readonly (readonly number[])[]) =>
    Math.min(
      ...bitmaps.flatMap((one, i) =>
        bitmaps.slice(i + 1).map((other) => one.filter((pixel, place) => pixel !== other[place]).length),
      ),
    );

  it('there is one of 84 pixels, ±1, for each character of a set', () => {
    for (const codes of ['digits', 'letters', 'alphanumeric'] as const) {
      expect(bitmapsOf(codes)).toHaveLength(CODES[codes].length);
      for (const bitmap of bitmapsOf(codes)) {
        expect(bitmap).toHaveLength(BITMAP_WIDTH * BITMAP_HEIGHT);
        expect(new Set(bitmap)).toEqual(new Set([-1, 1]));
      }
    }
    expect(bitmapsOf('digits')).toBe(BITMAPS);
    expect(bitmapsOf('alphanumeric')).toEqual([...BITMAPS, ...bitmapsOf('letters')]);
  });

  it('are as far from each other and from the digits as the digits are: 12 pixels or more', () => {
    expect(smallestDistance(BITMAPS)).toBe(12);
    expect(smallestDistance(bitmapsOf('letters'))).toBe(12);
    expect(smallestDistance(bitmapsOf('alphanumeric'))).toBe(12);
  });

  it('stand where the digits stand: in rows 0 to 9, from top to bottom, but for the tail of Q', () => {
    for (const { character, bitmap } of all.slice(10)) {
      const row = (index: number) => bitmap.slice(index * BITMAP_WIDTH, (index + 1) * BITMAP_WIDTH);
      expect(row(0), character).toContain(1);
      expect(row(9), character).toContain(1);
      expect([...row(10), ...row(11)].includes(1), character).toBe(character === 'Q');
    }
  });

  it('show the letter: E drawn', () => {
    const { bitmap } = all[10 + 4]!;
    expect(bitmap.map((pixel) => (pixel > 0 ? '#' : '.')).join('')).toBe(
      `#######${'##.....'.repeat(3)}######.${'##.....'.repeat(4)}#######${'.......'.repeat(2)}`,
    );
  });
});
