// Whatever stands in the place of a file that the command reads: it is called what it is, and never waited for.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, lenet5, scratch, smallMnist } from './support.js';

const cwd = scratch();
mkdirSync(join(cwd, 'pictures'));
const data = smallMnist(120, 30);
beforeAll(async () => {
  const { stderr, code } = await lenet5(['train', '--epochs', '1', '--data', data, '--out', 'run'], cwd);
  expect(code, stderr).toBe(0);
  cpSync(join(cwd, 'run'), join(cwd, 'drawn'), { recursive: true });
});

/** Puts something else in the place of a file. */
const ODD: Readonly<Record<string, (path: string) => void>> = {
  'a named pipe': (path) => execFileSync('mkfifo', [path]),
  'a device without end': (path) => symlinkSync('/dev/zero', path),
  'a folder': (path) => mkdirSync(path),
  'a vast file': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 3 * 2 ** 30);
  },
  'a circle of links': (path) => symlinkSync(path, path),
};
const kinds = Object.entries(ODD);

describe('a file that the user names', () => {
  const COMMANDS: Readonly<Record<string, (path: string) => string[]>> = {
    study: (path) => ['study', path],
    labels: (path) => ['evaluate', '--pictures', 'pictures', '--labels', path],
    'password-file': (path) => ['worker', '--queue', 'redis://127.0.0.1:1', '--password-file', path],
    'init of a training': (path) => ['train', '--init', path, '--data', data],
    'file to write like': (path) => ['convert', 'lenet5/weights', 'x.pth', '--like', path],
  };
  const REASON =
    /\((it is a named pipe, where a file was expected|it is a folder|its links lead in a circle)\)\.$|holds more than [\d,]+ (MB|bytes), the most that is read as (a \w+|labels)\.$|holds no last\.safetensors: /;

  test.each(
    Object.entries(COMMANDS).flatMap(([name, args]) => kinds.map(([kind, make]) => [name, kind, args, make] as const)),
  )('%s: %s', async (name, kind, args, make) => {
    const path = `./${name.replaceAll(' ', '-')}-${kind.replaceAll(' ', '-')}.yaml`;
    make(join(cwd, path));
    const { code, stderr } = await call(args(path), cwd);
    expect(stderr.trimEnd()).toMatch(REASON);
    expect(stderr.trimEnd()).toMatch(/^lenet5: [^\n]+$/);
    expect(code).toBe(1);
  });
});

test('labels and studies come out of a pipe of the shell', () => {
  const bin = join(import.meta.dirname, '../bin/lenet5.js');
  const script = `"${process.execPath}" "${bin}" study <(printf 'name: piped\\nbase: { epochs: 1 }\\n') --list`;
  expect(execFileSync('bash', ['-c', `${script} 2>&1`], { encoding: 'utf8' })).toMatch(/seeds 1/);
});

describe('data', () => {
  test.each(kinds)('%s in the place of the folder', async (kind, make) => {
    const path = join(cwd, `data-${kind.replaceAll(' ', '-')}`);
    make(path);
    const { code, stderr } = await call(['evaluate', '--data', path], cwd);
    expect(stderr.trimEnd()).toMatch(/^lenet5: [^\n]+\.$/);
    expect(stderr).not.toMatch(/E[A-Z]{3,}/);
    expect(code).toBe(1);
  });

  test.each(
    kinds.flatMap(([kind, make]) =>
      ['train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 'classes.txt'].map((name) => [kind, name, make] as const),
    ),
  )('%s in the place of %s', async (kind, name, make) => {
    const folder = smallMnist(40, 10);
    rmSync(join(folder, name), { force: true });
    make(join(folder, name));
    const { code, stderr } = await call(['evaluate', '--data', folder], cwd);
    // Without classes.txt they have the names of the digits.
    const fits = name === 'classes.txt' && kind !== 'a vast file';
    expect(code).toBe(fits ? 0 : 1);
    if (!fits) expect(stderr.trimEnd()).toMatch(/^lenet5: [^\n]+\.$/);
  });

  test.each(['csv', 'npz', 'npy', 'parquet'])('a vast .%s is refused by its size', async (ending) => {
    const path = join(scratch(), `all.${ending}`);
    ODD['a vast file']?.(path);
    const { code, stderr } = await call(['evaluate', '--data', path], cwd);
    expect(stderr).toMatch(
      /holds more than 2000 MB, the most that is read of a file of a data set: take a part of it\.\n$/,
    );
    expect(code).toBe(1);
  });
});

describe('a file that a run has written', () => {
  const run = join(cwd, 'run');
  const again = ['train', '--resume', 'run', '--data', data];

  test.each(kinds)('%s in the place of config.json: it is written anew', async (_, make) => {
    const path = join(run, 'config.json');
    const before = JSON.parse(readFileSync(path, 'utf8'));
    rmSync(path);
    make(path);
    const { code, stderr } = await call(again, cwd);
    if (existsSync(path) && statSync(path).isDirectory()) {
      // Nobody's folder is removed.
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/config\.json cannot be written \(it is a folder\)/);
      expect(code).toBe(1);
      rmSync(path, { recursive: true });
      writeFileSync(path, JSON.stringify(before));
      return;
    }
    expect([code, stderr]).toEqual([0, expect.stringMatching(/config\.json did not tell what the snapshot/)]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ recipe: before.recipe, seed: before.seed });
  });

  test.each(kinds)('%s in the place of the snapshot: one sentence, and nothing is touched', async (_, make) => {
    const path = join(run, 'snapshot', 'state');
    const kept = join(cwd, 'kept-state');
    renameSync(path, kept);
    make(path);
    const { code, stderr } = await call(again, cwd);
    rmSync(path, { recursive: true });
    renameSync(kept, path);
    expect(stderr.trimEnd()).toMatch(
      /^lenet5: The run in run cannot be continued \([^\n]+\): start a new one, [^\n]+\.$/,
    );
    expect(code).toBe(1);
  });

  test.each(kinds)('%s in the place of the lock: it is left alone', async (_, make) => {
    const path = join(run, '.lock');
    make(path);
    const { code, stderr } = await call(again, cwd);
    rmSync(path, { recursive: true });
    expect(stderr.trimEnd()).toMatch(/^lenet5: [^\n]+\.$/);
    expect(code).toBe(1);
  });
});

describe('a result of a study', () => {
  const study = join(cwd, 'tiny.yaml');
  const command = ['study', study, '--data', data, '--out', 'studies', '--threads', '1', '--json'];
  writeFileSync(study, 'name: tiny\nbase: { epochs: 1 }\n');
  let path: string;
  beforeAll(async () => {
    const made = await call(command, cwd);
    expect(made.code, made.stderr).toBe(0);
    path = join(cwd, 'studies', 'results', `${JSON.parse(made.stdout).rows[0].runs[0].key}.json`);
  });

  test.each(kinds)('%s in its place is named, and holds nothing up', async (kind, make) => {
    const kept = readFileSync(path);
    rmSync(path);
    make(path);
    const { code, stderr } = await call(command, cwd);
    rmSync(path, { recursive: true });
    writeFileSync(path, kept);
    expect(stderr).toMatch(/is damaged, and the run will be made again|cannot be read \(its links lead in a circle\)/);
    expect(code).toBe(kind === 'a folder' || kind === 'a circle of links' ? 1 : 0);
  });
});

describe('a table that is written', () => {
  writeFileSync(join(cwd, 'pictures', 'x.pgm'), 'P2 1 1 255 0');
  const TABLES: Readonly<Record<string, string[]>> = {
    recognize: ['recognize', 'pictures', '--csv'],
    plot: ['plot', 'drawn', '--csv'],
    picture: ['plot', 'drawn', '--out'],
  };
  test.each(Object.entries(TABLES))(
    '%s: a pipe or a device in its place stays, and is not waited for',
    async (_, args) => {
      for (const kind of ['a named pipe', 'a device without end']) {
        const path = `./table-${kind.replaceAll(' ', '-')}.svg`;
        rmSync(join(cwd, path), { force: true });
        ODD[kind]?.(join(cwd, path));
        const { code, stderr } = await call([...args, path], cwd);
        expect(stderr).toMatch(
          /cannot be written \(it is a pipe, a socket or a device, where a file was expected\)\.\n$/,
        );
        expect([code, statSync(join(cwd, path)).isFile()]).toEqual([1, false]);
      }
    },
  );

  test.each(Object.entries(TABLES))('%s: it takes the place of a link, and goes nowhere else', async (_, args) => {
    const [path, elsewhere] = [join(cwd, 'linked.svg'), join(scratch(), 'elsewhere')];
    rmSync(path, { force: true });
    symlinkSync(elsewhere, path);
    await call([...args, 'linked.svg'], cwd);
    expect([existsSync(elsewhere), lstatSync(path).isFile()]).toEqual([false, true]);
  });
});

const server = createServer().listen(join(cwd, 'socket'));
afterAll(() => server.close());
test('a socket is called one', async () => {
  const { stderr } = await call(['study', './socket'], cwd);
  expect(stderr).toMatch(/The study \.\/socket cannot be read \(it is a socket, where a file was expected\)\.\n$/);
});
