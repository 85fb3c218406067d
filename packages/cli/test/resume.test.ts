import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { explain } from '../src/errors.js';
import { RunFolder } from '../src/run/folder.js';
import { earlierRun } from '../src/run/setup.js';
import {
  call,
  contentOf,
  type Finished,
  lenet5,
  metadataOf,
  onlyObject,
  scratch,
  smallMnist,
  start,
} from './support.js';

const cwd = scratch();
const data = smallMnist(1100, 100);
const at = (...names: string[]) => join(cwd, ...names);
const run = ['train', '--data', data, '--train-size', '1000', '--epochs', '4', '--json'];

/** Every file below a folder, by its path. */
function everything(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path, i) => [path, contentOf('/', paths)[i] ?? '']));
}

/** Starts, waits for the end of a pass, and stops with Ctrl-C. */
async function interrupted(out: string, ...args: string[]): Promise<Finished> {
  const running = start([...run, '--out', out, ...args], cwd);
  await running.says('pass 1/4');
  running.kill('SIGINT');
  return running.ended;
}

let whole: Record<string, unknown>;
let stopped: Finished;
beforeAll(async () => {
  whole = onlyObject(await lenet5([...run, '--out', 'whole'], cwd));
  stopped = await interrupted('stopped');
  cpSync(at('stopped'), at('kept'), { recursive: true });
}, 120_000);

describe('--resume', () => {
  test('says how to go on, and goes on to the same weights and pictures', async () => {
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('to go on: lenet5 train --resume stopped\n');
    const resumed = await lenet5(['train', '--resume', 'stopped', '--json'], cwd);
    expect(resumed.stderr).toMatch(/^goes on after pass [123]/m);
    expect(onlyObject(resumed)).toEqual({ ...whole, out: at('stopped') });
    const names = ['last.safetensors', 'curves.svg', 'curves.png', 'confusion.svg', 'misread.svg'];
    expect(contentOf(at('stopped'), names)).toEqual(contentOf(at('whole'), names));
    const config = (folder: string) => ({
      ...JSON.parse(readFileSync(at(folder, 'config.json'), 'utf8')),
      startedAt: 0,
    });
    expect(config('stopped')).toEqual(config('whole'));
  });

  test('of a run that is finished gives its result again', async () => {
    const again = await call(['train', '--resume', 'whole', '--json'], cwd);
    expect(again.stderr).not.toMatch(/^pass /m);
    expect(onlyObject(again)).toEqual(whole);
  });

  test.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, 100)],
    ['empty', () => ''],
    ['of other JSON', () => '[1]'],
    ['that tells another seed', (text) => text.replace('"seed": 1', '"seed": 7')],
    ['that tells another recipe', (text) => text.replace('"passes": 4', '"passes": 5')],
  ])('a config.json %s does not outlive it', async (_, damage) => {
    const path = at('damaged/config.json');
    cpSync(at('whole'), at('damaged'), { recursive: true });
    const before = readFileSync(path, 'utf8');
    expect(damage(before)).not.toBe(before);
    writeFileSync(path, damage(before));
    const { stderr } = await call(['train', '--resume', 'damaged', '--json'], cwd);
    expect(stderr).toContain('config.json did not tell what the snapshot of the run does, and is written anew.\n');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(before));
    rmSync(at('damaged'), { recursive: true });
  });

  test('makes again what was lost of the folder', async () => {
    cpSync(at('kept'), at('lost'), { recursive: true });
    for (const name of ['config.json', 'metrics.csv', 'last.safetensors']) rmSync(at('lost', name));
    writeFileSync(at('lost', '.last.safetensors.1.0.tmp'), 'half a file');
    expect(onlyObject(await call(['train', '--resume', 'lost', '--json'], cwd))).toMatchObject({
      weightsSha256: whole.weightsSha256,
    });
    expect(readdirSync(at('lost')).sort()).toEqual(readdirSync(at('whole')).sort());
  });

  test('takes the data from another folder, if they are the same', async () => {
    cpSync(at('kept'), at('moved'), { recursive: true });
    cpSync(data, at('data'), { recursive: true });
    const resumed = await call(['train', '--resume', 'moved', '--data', 'data', '--no-worker', '--json'], cwd);
    expect(onlyObject(resumed).weightsSha256).toBe(whole.weightsSha256);
  });
});

describe('--resume with --epochs', () => {
  const tiny = ['train', '--data', data, '--train-size', '300', '--json'];
  const weightsOf = async (...args: string[]) => {
    const finished = await call(args, cwd);
    const { weightsSha256, ...result } = onlyObject(finished);
    return { weightsSha256, ...result, stderr: finished.stderr };
  };
  const constant = ['--set', 'schedule=constant', 'warmUp=20'];

  test('goes on with a finished run: as if begun with so many, where nothing depends on the end', async () => {
    await weightsOf(...tiny, '--recipe', 'fast', ...constant, '--epochs', '1', '--out', 'one');
    const more = await weightsOf('train', '--resume', 'one', '--epochs', '2', '--json');
    const two = await weightsOf(...tiny, '--recipe', 'fast', ...constant, '--epochs', '2', '--out', 'two');
    expect(more).toMatchObject({ epochs: 2, weightsSha256: two.weightsSha256, recipeSwitches: { passes: 2 } });
    expect(more.stderr).not.toContain('other weights');
    const config = JSON.parse(readFileSync(at('one/config.json'), 'utf8'));
    expect(config).toMatchObject({ recipe: { passes: 2 }, continued: [{ afterPass: 1, exact: true }] });
    expect(readFileSync(at('one/metrics.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(3);
  });

  test('says so where the run could not have come by here, in words and in the file', async () => {
    await weightsOf(...tiny, '--recipe', 'fast', '--epochs', '1', '--out', 'cosine');
    const { stderr } = await weightsOf('train', '--resume', 'cosine', '--epochs', '2', '--json');
    expect(stderr).toMatch(
      /^a run begun with 2 passes would have had other rates, pictures or teachers before pass 1, /m,
    );
    expect(metadataOf(at('cosine/last.safetensors')).continued).toBe('[{"afterPass":1,"exact":false}]');
    const command = ' --epochs 1 .*--out cosine &amp;&amp; lenet5 train --resume cosine --epochs 2';
    expect(readFileSync(at('cosine/report.html'), 'utf8')).toMatch(new RegExp(command));
    const again = await call(['train', '--resume', 'cosine', '--epochs', '1'], cwd);
    expect([again.code, again.stderr]).toEqual([
      2,
      'lenet5: The run in cosine has done 2 passes: --epochs takes a number above that, passes in all.\n',
    ]);
  });

  test('is for finished runs: another one goes to its end first', async () => {
    cpSync(at('kept'), at('unfinished'), { recursive: true });
    const { code, stderr } = await call(['train', '--resume', 'unfinished', '--epochs', '9'], cwd);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^lenet5: The run in unfinished has done [123] of its 4 passes: [^\n]+ without --epochs\.\n$/,
      ),
    ]);
  });
});

/** The snapshot file with another content and the checksum of that. */
function rewritten(change: (json: string) => string): Buffer {
  const file = readFileSync(at('kept/snapshot/state'));
  const body = file.subarray(96);
  const headerSize = Number(body.readBigUInt64LE(0));
  const header = Buffer.from(change(body.subarray(8, 8 + headerSize).toString()));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  const changed = Buffer.concat([size, header, body.subarray(8 + headerSize)]);
  const sha256 = createHash('sha256').update(changed).digest('hex');
  return Buffer.concat([Buffer.from(`${`lenet5 snapshot 2 sha256 ${sha256}`.padEnd(95)}\n`), changed]);
}

/** What is said when the run of a folder is to go on. */
async function sentenceFor(path: string, data?: string): Promise<string> {
  let folder: RunFolder | undefined;
  try {
    folder = await RunFolder.reopen(path);
    await earlierRun(folder, data === undefined ? {} : { data });
    return 'no error';
  } catch (error) {
    return explain(error).sentence;
  } finally {
    await folder?.close();
  }
}

test('a run of a version that lacked a switch goes on with that at its default', async () => {
  const path = scratch();
  cpSync(at('kept'), path, { recursive: true });
  const without = rewritten((json) => json.replace('\\"teachers\\":0,', ''));
  expect(without.length).toBeLessThan(readFileSync(join(path, 'snapshot/state')).length);
  writeFileSync(join(path, 'snapshot/state'), without);
  expect(await sentenceFor(path)).toBe('no error');
});

describe('one sentence, and every file as it was, where', () => {
  const original = () => readFileSync(at('kept/snapshot/state'));
  const damaged = () => {
    const file = original();
    file[file.length - 100] = (file[file.length - 100] ?? 0) ^ 1;
    return file;
  };
  test.each<[string, () => Buffer, RegExp]>([
    ['the snapshot is damaged', damaged, /snapshot\/state is damaged, its checksum does not match/],
    ['the snapshot is cut off', () => original().subarray(0, 5000), /snapshot\/state is damaged/],
    ['the snapshot is empty', () => Buffer.alloc(0), /snapshot\/state is no snapshot of a run/],
    ['the snapshot is something else', () => Buffer.from('hello\n'), /snapshot\/state is no snapshot of a run/],
    [
      'the snapshot has a format of the future',
      () => Buffer.from(original().toString('latin1').replace('snapshot 2', 'snapshot 3'), 'latin1'),
      /is a snapshot of format 3, and this version of lenet5 reads format 2/,
    ],
    [
      'the snapshot is that of another version of the code',
      () => rewritten((json) => json.replace(/(fingerprint\\":\\")[0-9a-f]{16}/, '$10123456789abcdef')),
      /began with lenet5 \S+ \(code 0123456789abcdef\), and this is lenet5 \S+ \(code [0-9a-f]{16}\)/,
    ],
    [
      'the snapshot has a good checksum and nonsense in it',
      () => rewritten(() => '{}'),
      /is no snapshot that lenet5 wrote/,
    ],
  ])('%s', async (_, bytes, sentence) => {
    const path = scratch();
    cpSync(at('kept'), path, { recursive: true });
    writeFileSync(join(path, 'snapshot/state'), bytes());
    const before = everything(path);
    expect(await sentenceFor(path)).toMatch(sentence);
    expect(everything(path)).toEqual(before);
  });

  test.each<[string, () => string, RegExp]>([
    ['the test digits are others', () => smallMnist(1100, 99), /is trained on unknown, .* holds other digits/],
    ['the training digits are too few', () => smallMnist(500, 100), /holds other digits: name the folder .* by --data/],
    [
      'the pixels are others',
      () => smallMnist(1100, 100, (pixels) => pixels.fill(1, 0, 1)),
      /holds other digits: name the folder/,
    ],
    ['the data are nowhere', () => '/nowhere', /\/nowhere cannot be read/],
  ])('%s', async (_, folder, sentence) => {
    const before = everything(at('kept'));
    expect(await sentenceFor(at('kept'), folder())).toMatch(sentence);
    expect(everything(at('kept'))).toEqual(before);
  });

  test('there is no folder, or no run in it, or it is a file', async () => {
    mkdirSync(at('empty'));
    writeFileSync(at('file'), '');
    expect(await sentenceFor(at('nowhere'))).toMatch(
      /The run in .*nowhere cannot be continued \(it does not exist\)\.$/,
    );
    expect(await sentenceFor(at('file'))).toMatch(/file is no run folder, but a file\.$/);
    expect(await sentenceFor(at('empty'))).toMatch(/cannot be continued \(it holds no snapshot\): start a new one/);
    expect(readdirSync(at('empty'))).toEqual([]);
  });

  test('the command says it, and exits with 1', async () => {
    const { code, stdout, stderr } = await lenet5(['train', '--resume', 'nowhere', '--json'], cwd);
    expect(stderr).toBe('lenet5: The run in nowhere cannot be continued (it does not exist).\n');
    expect([code, stdout]).toEqual([1, '']);
  });
});

test('options that would change the result do not go with --resume', async () => {
  const args = ['train', '--resume', 'kept', '--seed', '2', '--set', 'rate=1', '--verbose'];
  const { code, stderr } = await call(args, cwd);
  expect(stderr).toMatch(/^lenet5: --resume goes on exactly as the run began, .* --seed and --set: .*\n$/);
  expect(code).toBe(2);
});

test('a second process is refused while the first works, and the first does not notice', async () => {
  cpSync(at('kept'), at('busy'), { recursive: true });
  const first = start(['train', '--resume', 'busy', '--json'], cwd);
  await first.says('run folder');
  first.kill('SIGSTOP');
  const second = await lenet5(['train', '--resume', 'busy'], cwd);
  first.kill('SIGCONT');
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/^lenet5: busy is in use by process \d+, [^\n]+\.\n$/);
  expect(onlyObject(await first.ended).weightsSha256).toBe(whole.weightsSha256);
});
