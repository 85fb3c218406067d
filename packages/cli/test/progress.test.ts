import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Progress } from 'lenet5/training';
import { afterEach, expect, test, vi } from 'vitest';
import { clock, integer, loss, rate } from '../src/output.js';
import { barProgress, drawsBars, passLine } from '../src/progress.js';
import { TimeLeft } from '../src/run/pace.js';
import { columnsOf, speak } from '../src/texts/language.js';

const row = {
  pass: 3,
  meanLoss: 2.3149,
  trainErrorPercent: 1.02,
  runningErrorPercent: 1.5,
  testErrorPercent: 1.31,
  validationErrorPercent: null,
  learningRate: 3.9e-4,
  seconds: 4.12,
  trainLoss: 2.3,
  validationLoss: null,
  testLoss: 2.4,
};

const progress: Progress = {
  pass: 20,
  passes: 20,
  samples: 19 * 60_000 + 55_000,
  total: 20 * 60_000,
  position: 55_000,
  rate: 3.9e-4,
  meanLoss: 12.345,
  runningErrorPercent: 10.5,
  testErrorPercent: null,
};

/** Stands for a terminal of 80 columns and keeps what was written to it. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns = 80;
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

test('the line of a pass', () => {
  expect(passLine(row, 20)).toBe(
    'pass  3/20  rate 3.9e-4  loss 2.31  train 1.02 %  running 1.50 %  test 1.31 %  4.1 s',
  );
  expect(passLine({ ...row, validationErrorPercent: 2 }, 3)).toContain('pass 3/3  ');
  expect(passLine({ ...row, validationErrorPercent: 2 }, 3)).toContain(
    'running 1.50 %  validation 2.00 %  test 1.31 %',
  );
});

test('the bar fits into 80 columns in Chinese, whose characters take two', async () => {
  await speak('zh');
  const terminal = new Terminal();
  const bar = barProgress(terminal);
  bar.update(progress, 3999);
  // Escape sequences move the cursor and take no column.
  const text = stripVTControlCharacters(terminal.text);
  bar.end();
  expect(text).toMatch(/轮 20\/20 █+░* {2}学习率 3\.9e-4 {2}损失 12\.3 {2}训练中 10\.50 % {2}剩余 1:06:39/);
  expect(columnsOf(text.trim())).toBeLessThanOrEqual(80);
});

test('the bar fits into 80 columns whole, with rate, loss, running error and time left', () => {
  const terminal = new Terminal();
  const bar = barProgress(terminal);
  bar.update(progress, 3999);
  bar.end();
  expect(terminal.text).toContain('pass 20/20 █████████████░  rate 3.9e-4  loss 12.3  running 10.50 %  1:06:39 left');
});

test('time left is told from the pace alone, not from what went before it, and not at once', () => {
  let time = 7;
  const left = new TimeLeft(() => time);
  const at = (seconds: number, samples: number) => {
    time = 7 + seconds;
    return left.of({ samples, total: 1_200_000 });
  };
  // Seven seconds went for one sample: 2,300 hours, by that pace.
  expect(at(0, 1)).toBeNull();
  expect(at(0.5, 1001)).toBeNull();
  expect(at(1, 4001)).toBeCloseTo(1_195_999 / 4000, 9);
  expect(at(10, 1_200_000)).toBe(0);
});

test('while there is no telling the time left, the bar shows none', () => {
  const terminal = new Terminal();
  const bar = barProgress(terminal);
  bar.update(progress, null);
  bar.end();
  expect(terminal.text).toContain('running 10.50 %  – left');
});

test('a note takes the bar away, stands on a line of its own, and brings the bar back', () => {
  const terminal = new Terminal();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => terminal.write(text));
  const bar = barProgress(terminal);
  bar.update(progress, 3999);
  bar.note('something');
  bar.end();
  const [before = '', after = ''] = terminal.text.split('something\n');
  expect(before.endsWith('\u001b[2K')).toBe(true);
  expect(after).toContain('pass 20/20');
  expect(terminal.text.endsWith('\u001b[2K')).toBe(true);
});

test('the bar leaves the cursor and the wrapping of the terminal alone', () => {
  const terminal = new Terminal();
  const bar = barProgress(terminal);
  bar.update(progress, 3999);
  bar.end();
  expect(terminal.text).not.toContain('\u001b[?');
});

test('numbers', () => {
  expect([rate(0.00039), rate(0.001), rate(0)]).toEqual(['3.9e-4', '1e-3', '0']);
  expect([loss(5.0465), loss(0.012345), loss(12_345.6)]).toEqual(['5.05', '0.0123', '12346']);
  expect([clock(0), clock(83.4), clock(4000)]).toEqual(['0:00', '1:23', '1:06:40']);
  expect([integer(60_000), integer(999)]).toEqual(['60,000', '999']);
});

test.each([
  ['xterm', true],
  ['dumb', false],
])('a terminal that calls itself %s gets bars: %s', (name, drawn) => {
  vi.stubEnv('TERM', name);
  expect(drawsBars({ isTTY: true } as NodeJS.WriteStream)).toBe(drawn);
  expect(drawsBars({ isTTY: false } as NodeJS.WriteStream)).toBe(false);
  vi.unstubAllEnvs();
});
