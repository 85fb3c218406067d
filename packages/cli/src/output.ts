import { escapedJson, steeringNothing, withoutControls } from './texts/controls.js';
import { columnsOf, t } from './texts/language.js';

/** The two channels of the command: stderr is for people, stdout for programs. */

/** Letters of a line for people: what a file says of itself may be as long as the file. */
const MOST_LETTERS = 4000;

/** One line for people, whatever stands in it. Their terminal may be gone; that is no reason to stop. */
export function say(line = ''): void {
  process.stderr.write(`${withoutControls(cut(line, MOST_LETTERS))}\n`);
}

/** Lines for people, whose breaks are the caller's: `t` and `table` have taken those of names away. */
export function sayLines(text: string): void {
  for (const line of text.split('\n')) say(line);
}

/** A warning in one sentence. */
export function warn(sentence: string): void {
  say(t('lenet5: warning: {{sentence}}', { sentence }));
}

/** One line of what was asked for, where that is text: the digits that `recognize` read. */
export function print(line: string): void {
  process.stdout.write(`${withoutControls(line)}\n`);
}

/** A file for programs, printed: its lines and tabs are its own. */
export function printText(text: string): void {
  process.stdout.write(`${steeringNothing(text)}\n`);
}

/** A text of at most so many letters, and how many were left out. */
function cut(text: string, most: number): string {
  const left = text.length - most;
  return left > 0 ? `${text.slice(0, most)}${t('… ({{count}} more)', { count: integer(left) })}` : text;
}

/** Words of a file, which must not steer the terminal, nor fill it. */
export function printable(text: string): string {
  return cut(text, 200).replace(/[^\P{C}]/gu, '\ufffd');
}

/** The JSON object of a `--json` call; `recognize` prints one for each file. */
export function printJson(value: object): void {
  process.stdout.write(`${escapedJson(JSON.stringify(value))}\n`);
}

/**
 * A reader that goes away is no failure (`lenet5 info --json | head -c 1`): on stdout the command ends quietly, and where
 * stderr takes nothing more (nobody there, a full disk) it goes on in silence, because the results are in files.
 */
export function survivePipes(): void {
  const ignored = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EIO']);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (ignored.has(error.code ?? '')) process.exit();
    say(`lenet5: ${t('The output cannot be written ({{reason}}).', { reason: error.message })}`);
    process.exit(1);
  });
  process.stderr.on('error', () => {});
}

/** 60000 → "60,000", the same in every locale. The first Intl.NumberFormat would cost every command 10 ms. */
export function integer(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 0.9312 → "0.93 %". */
export function percent(value: number): string {
  return `${value.toFixed(2)} %`;
}

/** Two significant digits at most, unless more are asked for: 0.00039 → "3.9e-4", 0.0005 → "5e-4". */
export function rate(value: number, digits = 2): string {
  return value === 0 ? '0' : value.toExponential(digits - 1).replace(/\.?0*e/, 'e');
}

/** Three significant digits, never in exponents above 1000: 5.0465 → "5.05", 12345 → "12345". */
export function loss(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

/** A quantity of unknown size with four significant digits: 5.0465 → "5.047", 0.00002 → "2.000e-5". */
export function significant(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(3) : value.toPrecision(4);
}

/** 83 s → "1:23", 4000 s → "1:06:40". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The spaces that a text leaves of `width` columns. */
function padding(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** A text with spaces behind it up to `width` columns of a terminal. */
export function padded(text: string, width: number): string {
  return text + padding(text, width);
}

/** Rows of text, columns two spaces apart and set to the right; those in `left`, counted from 0, to the left. */
export function table(given: readonly (readonly string[])[], left: readonly number[] = []): string {
  const rows = given.map((row) => row.map(withoutControls));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  const cell = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return left.includes(column) ? padded(text, width) : padding(text, width) + text;
  };
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** Rows: what the digit is, with its counts. Columns: what it was taken for. */
export function confusionTable(
  answers: readonly string[],
  rows: readonly (readonly [string, readonly number[]])[],
): string {
  const lines = rows.map(([label, counts]) => [label, ...counts.map((count) => (count ? integer(count) : '·'))]);
  return table([[t('label'), ...answers], ...lines]);
}
