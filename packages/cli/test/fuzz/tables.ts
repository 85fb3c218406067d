// Tables of pixels whose content is known, written in the ways that people have or spoilt: what is read must be that content.
import fc, { type Arbitrary } from 'fast-check';
import { readData } from 'lenet5/data';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const label = (row: number) => row % 10;
/** Neighbours differ, in a row of the image, in a column, and in the table. */
const pixel = (row: number, place: number) => (17 * row + 31 * place) % 256;

interface Column {
  readonly name: string;
  readonly cell: (row: number) => string;
}

interface Table {
  readonly columns: readonly Column[];
  readonly separator: string;
  readonly newline: string;
  readonly quote: '' | '"';
  readonly head: boolean;
  /** What is done to the text. */
  readonly after: readonly ((text: string) => string)[];
}

type Change = (table: Table, value: number) => Table;

const names: readonly ((place: number) => string)[] = [
  (place) => `pixel${place}`,
  (place) => `pixel${place + 1}`,
  (place) => `${Math.floor(place / SIDE) + 1}x${(place % SIDE) + 1}`,
  (place) => `${place}`,
];

function columnsOf(naming: number): Column[] {
  const name = names[naming % names.length] as (typeof names)[number];
  const pixels = Array.from({ length: PIXELS }, (_, place) => ({
    name: name(place),
    cell: (row: number) => String(pixel(row, place)),
  }));
  return [{ name: 'label', cell: (row) => String(label(row)) }, ...pixels];
}

const order = (change: (columns: readonly Column[], value: number) => readonly Column[]): Change => {
  // Without their names nobody can tell.
  return (table, value) => (table.head ? { ...table, columns: change(table.columns, value) } : table);
};
const text = (change: (text: string, value: number) => string): Change => {
  return (table, value) => ({ ...table, after: [...table.after, (whole) => change(whole, value)] });
};
/** The cell at a place, with what is made of it. */
const inCell = (change: (cell: string) => string): Change =>
  order((columns, value) =>
    columns.map((each, i) =>
      i === value % columns.length ? { ...each, cell: (row) => change(each.cell(row)) } : each,
    ),
  );

const CHANGES: readonly Change[] = [
  (table) => ({ ...table, separator: ';' }),
  (table) => ({ ...table, separator: '\t' }),
  (table) => ({ ...table, newline: '\r\n' }),
  (table) => ({ ...table, quote: '"' }),
  (table) => ({ ...table, head: false, columns: columnsOf(0) }),
  order((columns) => [...columns.slice(1), ...columns.slice(0, 1)]),
  order((columns) => [{ name: '', cell: String }, ...columns]),
  order((columns) => columns.toSorted((a, b) => (a.name < b.name ? -1 : 1))),
  order((columns) => columns.toReversed()),
  order((columns, value) => {
    const [i, k] = [value % columns.length, (value + 1 + (value % 5)) % columns.length];
    return columns.with(i, columns[k] as Column).with(k, columns[i] as Column);
  }),
  order((columns, value) => {
    const i = value % columns.length;
    return columns.with(i, { ...(columns[i] as Column), name: columns[(i + 1) % columns.length]?.name ?? '' });
  }),
  order((columns, value) => columns.filter((_, i) => i !== value % columns.length)),
  inCell((cell) => `${cell}\0`),
  inCell((cell) => `${cell}\r${cell}`),
  inCell((cell) => `${cell}"${cell}`),
  inCell(() => ''),
  inCell(() => '""'),
  inCell((cell) => `0x${cell}`),
  inCell((cell) => ` ${cell} `),
  inCell((cell) => `${cell}.0`),
  text((whole) => `\ufeff${whole}`),
  text((whole, value) => whole + '\n'.repeat(value % 4)),
  text((whole, value) => whole + '\r\n \t'.repeat(value % 4)),
  text((whole, value) => whole + '\0'.repeat(value % 4000)),
  text((whole, value) => whole.slice(0, -(value % 4000) || undefined) + '\0'.repeat(value % 4000)),
  text(
    (whole, value) => whole.slice(0, value % whole.length) + '\0'.repeat(9) + whole.slice((value % whole.length) + 9),
  ),
  text((whole) => whole.replace('\n', '\n\n')),
  text((whole) => whole.trimEnd()),
];

function written({ columns, separator, newline, quote, head, after }: Table, rows: number): string {
  const line = (cells: readonly string[]) => cells.map((cell) => quote + cell + quote).join(separator) + newline;
  const lines = Array.from({ length: rows }, (_, row) => line(columns.map(({ cell }) => cell(row))));
  return after.reduce(
    (whole, change) => change(whole),
    [...(head ? [line(columns.map(({ name }) => name))] : []), ...lines].join(''),
  );
}

/** The number of rows, which the table does not know, before it. */
export const tables: Arbitrary<Uint8Array> = fc
  .record({
    rows: fc.integer({ min: 1, max: 12 }),
    naming: fc.nat(names.length - 1),
    changes: fc.array(fc.tuple(fc.constantFrom(...CHANGES), fc.nat(1_000_000)), { maxLength: 3 }),
  })
  .map(({ rows, naming, changes }) => {
    const plain: Table = {
      columns: columnsOf(naming),
      separator: ',',
      newline: '\n',
      quote: '',
      head: true,
      after: [],
    };
    const table = changes.reduce((before, [change, value]) => change(before, value), plain);
    return Uint8Array.from([rows, ...Buffer.from(written(table, rows))]);
  });

/** Throws where it is read as something else than it is. */
export async function checkTable([rows = 0, ...table]: Uint8Array): Promise<void> {
  const bytes = Uint8Array.from(table);
  const { test, unlabelled } = await readData([{ name: 'test.csv', read: async () => bytes }]);
  const { images, count } = test ?? unlabelled ?? { images: new Uint8Array(0), count: 0 };
  if (count !== rows) throw new Error(`${count} rows in place of ${rows}`);
  for (let row = 0; row < rows; row++) {
    const found = test?.labels[row] ?? label(row);
    if (found !== label(row)) throw new Error(`label ${found} in place of ${label(row)}`);
    for (let place = 0; place < PIXELS; place++) {
      const value = images[row * PIXELS + place];
      if (value !== pixel(row, place)) throw new Error(`pixel ${place} of row ${row} is ${value}`);
    }
  }
}
