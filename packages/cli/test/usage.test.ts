import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNetwork, writeOnnx } from 'lenet5';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/program.js';
import { call, lenet5, scratch, smallMnist } from './support.js';

const cwd = scratch();
writeFileSync(join(cwd, 'file'), 'something');
const onnx = join(scratch(), 'paper.onnx');
writeFileSync(onnx, writeOnnx(createNetwork({ architecture: 'paper' })));
const kaggle = fileURLToPath(new URL('./data/kaggle/test.csv', import.meta.url));

const wrong: [string[], RegExp][] = [
  [['trian'], /unknown command 'trian' \(Did you mean train\?\)/],
  [['help', 'trian'], /unknown command 'trian' \(Did you mean train\?\)/],
  [['help', 'nothing'], /unknown command 'nothing': expected one of: train, recognize, .*help\./],
  [['nothing'], /unknown command 'nothing': expected one of: train, recognize, .*help\./],
  [['trian', '--help'], /unknown command 'trian' \(Did you mean train\?\)/],
  [['train', '--sed', '1'], /unknown option '--sed' \(Did you mean/],
  [['train', '--patience', '3'], /unknown option '--patience': it is a switch, given as --set patience=…\n/],
  [['train', '--recipe', 'slow'], /Allowed choices are 1989, distorted, fast, blog/],
  [['train', '--seed', '-1'], /Expected a whole number, 0 or more/],
  [['train', '--epochs', '1.5'], /Expected a whole number, 1 to 1000000/],
  [['train', '--epochs', '1000000000000000'], /Expected a whole number, 1 to 1000000/],
  [['train', '--set', 'passes=1000000000000000'], /passes is "1\d+", expected a number of passes, 1 to 1000000/],
  [['train', '--set', 'rate=1', '--set', 'rate=2'], /--set names rate twice: give one value\./],
  [['train', '--set', 'rates=1e-3,,2e-3'], /rates is "1e-3,,2e-3", expected numbers above 0/],
  [['train', '--out', ''], /--out was given an empty text: give it a value, or leave it out\./],
  [['plot', 'file', '--out', 'a.svg', ''], /--out was given an empty text/],
  [['recognize', ''], /FILE was given an empty text/],
  [['convert', 'lenet5/weights', ''], /OUT was given an empty text/],
  [['convert', 'lenet5/weights', 'x.onnx', '--batch', '100000000000'], /Expected a whole number, 1 to 65536/],
  [['worker', '--concurrency', '1000000'], /Expected a whole number, 1 to 1024/],
  [['worker', '--patience', '9999999999'], /Expected a whole number, 1 to 1000000/],
  [['study', 'smoke', '--threads', '1000000'], /Expected a whole number, 1 to 1024/],
  [['train', '--set', 'rate=1e-3', 'squash.c1=none'], /No switch is called "squash\.c1": did you mean squash\.C1\?/],
  [['train', '--set', 'pooling=avg'], /pooling is "avg", expected one of: sum, average, max/],
  [['train', '--set', 'batch=300000'], /A network for 300000 samples at a time does not fit into memory/],
  [['recognize'], /missing required argument 'FILE'/],
  [['recognize', 'a.png', '--single', '--multi'], /--single and --multi exclude each other/],
  [['recognize', 'a.png', '--invert', 'maybe'], /Allowed choices are auto, yes, no/],
  [
    ['recognize', 'a.png', '--model', 'm', '--reader', 'displacement'],
    /reads with the shipped weights .* leave the model out/,
  ],
  [['evaluate', '--out', 'x'], /--out goes with --pictures alone: leave that out\./],
  [['evaluate', '--pictures', '.', '--labels', 'x', '--data', 'y'], /--data and --pictures name different things/],
  [['evaluate', '--csv', '--json'], /--csv and --json exclude each other/],
  [
    ['recognize', 'a.png', '--single', '--reader', 'segments'],
    /--reader is how lines are read, and --single reads one/,
  ],
  [['study', '--list', '--threads', '2'], /--list only shows what there is, so it does not go with --threads: leave/],
  [['study', '--list', '--seeds', '2', '--plan'], /does not go with --plan and --seeds: leave that out/],
  [['study', 'smoke', '--list', '--out', 'x', '--data', 'y'], /does not go with --out and --data: leave that out/],
  [
    ['study', 'smoke', '--withdraw', '--queue', 'redis://x', '--data', 'y'],
    /--withdraw takes the name .* nothing else/,
  ],
  [['evaluate', '--data', kaggle, '--submission', 's.csv', '--json'], /holds no labelled images .* leave --json out/],
  [['info', onnx, '--architecture', 'blog'], /An ONNX file tells its own architecture: leave --arch/],
  [['evaluate', '--pictures', '.'], /--pictures DIR and --labels FILE belong together/],
];

test.each(wrong)('wrong usage exits with 2 and one sentence: %j', async (args, sentence) => {
  const { code, stdout, stderr } = await call(args, cwd);
  expect(stderr).toMatch(/^lenet5: [^\n]+\n$/);
  expect(stderr).toMatch(sentence);
  expect([code, stdout]).toEqual([2, '']);
});

test.each<[string[], RegExp]>([
  [['--out', 'file/run'], /The run folder file\/run cannot be/],
  [['--out', 'file'], /The run folder file cannot be used \(it is no folder/],
  [['--data', 'file'], /file holds no data set that is known here \(file\)/],
])('a path that cannot be used exits with 1 and one sentence: %j', async (args, sentence) => {
  const { code, stderr } = await call(['train', '--epochs', '1', '--train-size', '1', ...args], cwd);
  expect(stderr).toMatch(sentence);
  expect(stderr.match(/^lenet5: [^\n]+\.\n/gm)).toHaveLength(1);
  expect(code).toBe(1);
  expect(readdirSync(cwd)).toEqual(['file']);
});

test('a data folder that lacks a file is named with what it lacks', async () => {
  const data = smallMnist(2, 2);
  rmSync(join(data, 't10k-labels-idx1-ubyte'));
  const { code, stderr } = await call(['train', '--data', data, '--out', 'none'], cwd);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^lenet5: The folder .* holds no t10k-labels \(tried [^\n]+\n$/);
  expect(existsSync(join(cwd, 'none'))).toBe(false);
});

test('--version is one line with library, build and backend', async () => {
  const { code, stdout } = await lenet5(['--version'], cwd);
  expect(stdout).toMatch(
    /^lenet5 \d+\.\d+\.\d+, library \d+\.\d+\.\d+, build [0-9a-f]{16}, backend (simd|reference .*)\n$/,
  );
  expect(code).toBe(0);
});

test('without a command it prints its help and exits with 2', async () => {
  const { code, stdout, stderr } = await lenet5([], cwd);
  expect([code, stdout]).toEqual([2, '']);
  for (const name of ['train', 'recognize', 'study', 'worker', 'plot', 'evaluate', 'info'])
    expect(stderr).toContain(`\n  ${name} `);
});

describe('help', () => {
  const quiet = () => createProgram(() => {}).configureOutput({ writeOut: () => {} });
  const names = ['train', 'recognize', 'study', 'worker', 'plot', 'evaluate', 'info', 'convert', 'lab', 'completion'];

  test('names every command', () => {
    expect(quiet().commands.map((command) => command.name())).toEqual([...names, 'help']);
  });

  test('describes every option and argument', () => {
    const program = quiet();
    for (const command of [program, ...program.commands]) {
      expect(command.description()).not.toBe('');
      for (const part of [...command.options, ...command.registeredArguments]) expect(part.description).not.toBe('');
    }
  });

  test.each(names)('of %s: as "help NAME" and "NAME --help", with examples that the program takes', async (name) => {
    const [first, second] = await Promise.all([call(['help', name], cwd), call([name, '--help'], cwd)]);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(second.stdout).toBe(first.stdout);
    const lines = [...first.stdout.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = '']) => line);
    const calls = lines.flatMap((line) => /\b(lenet5 [^<>|")]*)/.exec(line)?.[1]?.trim() ?? []);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const program = quiet();
      const ran: string[] = [];
      for (const command of program.commands) {
        command.action(() => {
          ran.push(command.name());
        });
      }
      await program.parseAsync(call.split(' ').slice(1), { from: 'user' });
      expect(ran).toEqual([name]);
    }
  });
});
