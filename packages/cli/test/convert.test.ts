import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARCHITECTURES, blogStateDict, createNetwork, findWeights, readPth, readSafetensors, writePth } from 'lenet5';
import { readInt8 } from 'lenet5/devices';
import { describe, expect, test } from 'vitest';
import { readOnnxInfo } from '../src/model/onnx-info.js';
import { call, lenet5, metadataOf, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const at = (name: string) => join(cwd, name);
const GOLDEN = fileURLToPath(new URL('../../lenet5/test/golden/', import.meta.url));
const fromGolden = (name: string) => join(GOLDEN, name);
const BLOG = fromGolden('blog-after-200.pth');

/** A file of C below its head. */
const codeIn = (source: string) => source.slice(source.indexOf('#include'));

const errorOf = async (args: readonly string[]) => {
  const { code, stdout, stderr } = await call(args, cwd);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^lenet5: [^\n]+\.\n$/);
  return [code, stderr] as const;
};

describe('convert', () => {
  test('.pth of the blog → .safetensors → .pth → .safetensors: the same bytes, .onnx with the same metadata', async () => {
    const first = await lenet5(['convert', BLOG, 'first.safetensors'], cwd);
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/does not tell its architecture, so it is taken for blog: choose with --architecture/);
    for (const [from, to] of [
      ['first.safetensors', 'second.pth'],
      ['second.pth', 'third.safetensors'],
    ] as const) {
      const { code, stderr } = await call(['convert', from, to], cwd);
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('warning')]);
    }
    expect(readFileSync(at('third.safetensors')).equals(readFileSync(at('first.safetensors')))).toBe(true);
    const metadata = metadataOf(at('first.safetensors'));
    expect(JSON.parse(metadata.architecture ?? '')).toEqual(ARCHITECTURES.blog);
    const result = onlyObject(await call(['convert', 'second.pth', 'fourth.onnx', '--batch', '1', '--json'], cwd));
    expect(result).toMatchObject({ format: 'PyTorch .pth, zip form', weightsSha256: metadata.weightsSha256 });
    expect(result.bytes).toBe(statSync(at('fourth.onnx')).size);
    expect(readOnnxInfo(readFileSync(at('fourth.onnx')), 'fourth.onnx').metadata).toEqual(metadata);
  });

  test('the architecture asked for is the one that is written', async () => {
    await call(['convert', fromGolden('paper-initial-legacy.pth'), 'paper.pth', '--architecture', 'paper'], cwd);
    const { metadata } = await readPth(readFileSync(at('paper.pth')));
    expect(JSON.parse(metadata.architecture ?? '')).toEqual(ARCHITECTURES.paper);
  });

  test('where it overrules the file, the test error is not taken over, and a warning says so', async () => {
    const { stderr } = await call(['convert', 'lenet5/weights', 'overruled.pth', '--architecture', 'blog'], cwd);
    expect(stderr).toMatch(
      /The test error of lenet5\/weights, 0\.\d+ %, is that of its own architecture: it is left out\./,
    );
    expect(stderr).not.toContain('without an architecture');
    const { metadata } = await readPth(readFileSync(at('overruled.pth')));
    expect(metadata).not.toHaveProperty('testErrorPercent');
    expect(metadata).toHaveProperty('recipe');
  });

  test.each([1e39, -1e300, Number.NaN])(
    'weights in float64 of which one is %d are refused, and nothing is written',
    async (value) => {
      const state = [...createNetwork({ architecture: 'paper' }).stateDict()];
      const entries = state.map(([name, { shape, data }], i) => {
        const values = Float64Array.from(data);
        if (i === state.length - 1) values[1] = value;
        return [name, shape, values] as const;
      });
      let end = 0;
      const header = entries.map(([name, shape, { byteLength }]) => {
        const entry = { dtype: 'F64', shape, data_offsets: [end, end + byteLength] };
        end += byteLength;
        return [name, entry] as const;
      });
      const text = JSON.stringify(Object.fromEntries(header));
      const head = Buffer.from(text.padEnd(8 * Math.ceil(text.length / 8)));
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(BigInt(head.length));
      const bodies = entries.map(([, , { buffer }]) => Buffer.from(buffer));
      writeFileSync(at('double.safetensors'), Buffer.concat([size, head, ...bodies]));
      const [code, stderr] = await errorOf(['convert', 'double.safetensors', 'single.safetensors']);
      expect(code).toBe(1);
      expect(stderr).toContain('that are no finite numbers, or none in float32');
      expect(existsSync(at('single.safetensors'))).toBe(false);
    },
  );

  test('overwrites nothing but with --force', async () => {
    writeFileSync(at('mine.pth'), 'mine');
    expect(await errorOf(['convert', BLOG, 'mine.pth', '--architecture', 'blog'])).toEqual([
      1,
      'lenet5: mine.pth exists already: choose another name, or overwrite it with --force.\n',
    ]);
    expect(readFileSync(at('mine.pth'), 'utf8')).toBe('mine');
    expect((await call(['convert', BLOG, 'mine.pth', '--force'], cwd)).code).toBe(0);
    expect(readFileSync(at('mine.pth')).subarray(0, 2).toString()).toBe('PK');
  });

  test('says in one sentence what is wrong, and writes nothing', async () => {
    const before = readdirSync(cwd);
    const wrong: [string[], number, RegExp][] = [
      [[BLOG, 'x.npz'], 2, /x\.npz ends in \.npz, expected was one of: \.safetensors, \.pth, \.pt, \.onnx, \.c, \.h/],
      [[BLOG, 'x'], 2, /x has no ending/],
      [[BLOG, 'x.pth', '--batch', '2'], 2, /--batch is for files that end in \.onnx: leave it out/],
      [['none.pth', 'x.onnx'], 1, /The model none\.pth cannot be read \(it does not exist\)/],
      [['fourth.onnx', 'x.pth'], 1, /fourth\.onnx is an ONNX file, which is only written/],
      [[BLOG, 'x.safetensors', '--no-digit'], 2, /--no-digit is for files that end in \.onnx/],
      [[BLOG, 'x.onnx', '--like', BLOG], 2, /--like is for files that end in \.safetensors, \.pth, \.pt:/],
      [[BLOG, 'mine.pth/x.onnx', '--architecture', 'blog'], 1, /mine\.pth\/x\.onnx cannot be written/],
      [
        [fromGolden('pth/module-zip.pth'), 'x.onnx', '--architecture', 'blog'],
        1,
        /module-zip\.pth holds 0\.weight \[2,3\], .*, the weights of no network here: nearest is tutorial, but 0\.weight \[2,3\] stands where \[n,1,5,5\] was expected for C1\./,
      ],
    ];
    for (const [args, code, sentence] of wrong) {
      const [found, stderr] = await errorOf(['convert', ...args]);
      expect(stderr).toMatch(sentence);
      expect(found).toBe(code);
    }
    expect(readdirSync(cwd)).toEqual(before);
  });
});

describe('.pth files in the other commands', () => {
  test('info tells the form, and of an .onnx file what its metadata say', async () => {
    copyFileSync(BLOG, at('b.pth'));
    const { stderr } = await call(['info', 'b.pth', '--architecture', 'blog'], cwd);
    expect(stderr).toMatch(/^model +b\.pth\nformat +PyTorch \.pth, zip form\nweights, SHA-256 +[0-9a-f]{64}\n$/m);
    const onnx = await call(['info', 'fourth.onnx'], cwd);
    expect(onnx.stderr).toMatch(/^model +fourth\.onnx\nformat +ONNX, operator set 11\n$/m);
    writeFileSync(at('empty.onnx'), '');
    expect(await errorOf(['info', 'empty.onnx'])).toEqual([1, expect.stringContaining('empty.onnx is no ONNX file')]);
  });

  test('evaluate answers the same for a .pth file and what was made of it', async () => {
    const data = smallMnist(1, 200);
    const result = async (name: string) => {
      const { model, ...measured } = onlyObject(await call(['evaluate', name, '--data', data, '--json'], cwd));
      expect(model).toMatchObject({ file: name });
      return measured;
    };
    expect(await result('second.pth')).toEqual(await result('first.safetensors'));
  });

  test('Table I and bitmaps that differ are reported', async () => {
    const { tensors } = await readPth(Uint8Array.from(readFileSync(BLOG)));
    const network = createNetwork({ architecture: 'blog' });
    network.loadStateDict(findWeights(tensors).weights);
    const entries = blogStateDict(network);
    const table = entries.get('C3.mapInfo')?.data as BigInt64Array;
    table[0] = 0n;
    writeFileSync(at('odd.pth'), writePth(entries));
    const { code, stderr } = await call(['info', 'odd.pth', '--architecture', 'blog'], cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /warning: odd\.pth: C3\.mapInfo differs from the paper's Table I in 1 of 96 values, first at map 0 of S2 and map 0 of C3/,
    );
  });

  test.each(['blog', 'paper'] as const)(
    'train --init %s-initial.pth, 200 steps in stored order at 1e-3: within 1e-4 of what PyTorch made of it',
    async (preset) => {
      const set = ['--recipe', 'blog', '--set', 'schedule=constant', 'rate=1e-3'];
      const start = ['--init', fromGolden(`${preset}-initial.pth`), '--architecture', preset];
      const run = ['--train-size', '200', '--epochs', '1', '--data', smallMnist(200, 10), '--out', preset];
      const { code } = await call(['train', ...start, ...run, ...set], cwd);
      expect(code).toBe(0);
      const { tensors } = readSafetensors(readFileSync(at(`${preset}/last.safetensors`)));
      const expected = findWeights(
        (await readPth(readFileSync(fromGolden(`${preset}-after-200.pth`)))).tensors,
      ).weights;
      for (const [name, { data }] of tensors) {
        const other = expected.get(name)?.data ?? [];
        const furthest = Math.max(...Array.from(data, (value, i) => Math.abs(value - (other[i] as number))));
        expect(furthest, name).toBeLessThanOrEqual(1e-4);
      }
    },
  );
});

describe('recipe blog', () => {
  test('ends with the file of the blog’s script, which holds what last.safetensors holds', async () => {
    const data = smallMnist(300, 50);
    const args = [
      'train',
      '--architecture',
      'blog',
      '--recipe',
      'blog',
      '--epochs',
      '2',
      '--data',
      data,
      '--out',
      'run',
    ];
    const { stderr } = await call(args, cwd);
    const name = readdirSync(at('run')).find((file) => file.endsWith('.pth')) ?? '';
    expect(name).toMatch(/^epoch-2_loss-\d+\.\d{6}_error-\d+\.\d\d%\.pth$/);
    expect(stderr).toContain(name);
    const { tensors, metadata } = await readPth(readFileSync(at(`run/${name}`)));
    const last = readSafetensors(readFileSync(at('run/last.safetensors')));
    expect({ ...metadata }).toEqual({ ...last.metadata });
    for (const [entry, { data: values }] of last.tensors) expect(tensors.get(entry)?.data).toEqual(values);
    const rows = readFileSync(at('run/metrics.csv'), 'utf8').trimEnd().split('\n');
    const [epoch, meanLoss] = rows.at(-1)!.split(',');
    expect(name).toContain(`epoch-${epoch}_loss-${Number(meanLoss).toFixed(6)}_`);
    expect((await call(args, cwd)).stderr).toMatch(/run holds a run already/);
  });

  test('other recipes leave none', async () => {
    await call(['train', '--epochs', '1', '--data', smallMnist(20, 10), '--out', 'fast'], cwd);
    expect(existsSync(at('fast/last.safetensors'))).toBe(true);
    expect(readdirSync(at('fast')).filter((name) => name.endsWith('.pth'))).toEqual([]);
  });

  test('--int8 writes safetensors and C, a .h file holds fixed point, and all say what is misread then', async () => {
    const data = smallMnist(30, 200);
    const measured = async (...args: string[]) =>
      onlyObject(await call(['convert', 'lenet5/weights', ...args, '--data', data, '--json'], cwd)).measured;
    const { floatErrors } = (await measured('small.c', '--int8')) as { floatErrors: number };
    const near = { count: 200, floatErrors, errors: expect.toSatisfy((errors: number) => errors <= floatErrors + 1) };
    expect(await measured('small.safetensors', '--int8')).toMatchObject(near);
    expect(await measured('weights.h', '--bits', '10')).toMatchObject(near);
    expect(metadataOf(at('small.safetensors'))).toMatchObject({ format: 'lenet5-int8', licence: 'MIT' });
    const source = readFileSync(at('small.c'), 'utf8');
    expect(source).toContain('int lenet5_forward(const unsigned char *pixels, int32_t *outputs);');
    expect(source).toMatch(/int8: \d+ \([\d.]+ %\) of 200 test samples/);
    expect(readFileSync(at('weights.h'), 'utf8')).toMatch(/static const int16_t lenet5_C1_weight\[150\]/);
    expect(await errorOf(['convert', BLOG, 'x.c', '--data', data])).toEqual([2, expect.stringContaining('give both')]);
    const read = await call(['evaluate', 'small.safetensors', '--data', data, '--json'], cwd);
    expect(read.stderr).toMatch(/small\.safetensors holds weights of 8 bits, .+ whole numbers: int8: \d+ \(/);
    expect(onlyObject(read)).toMatchObject({ count: 200, errors: near.errors });
    expect(read.stderr.match(/warning/g)).toHaveLength(1);
    expect((await call(['convert', 'small.safetensors', 'again.safetensors'], cwd)).code).toBe(0);
    expect(metadataOf(at('again.safetensors'))).toMatchObject({ format: 'lenet5', licence: 'MIT' });
    // Rounded before, it is not rounded again.
    const whole = (file: string) => readInt8(readFileSync(at(file)), file).network;
    const twice = await call(['convert', 'small.safetensors', 'twice.safetensors', '--int8', '--data', data], cwd);
    expect(twice.stderr).toMatch(/^int8 as in the file: \d+ \([\d.]+ %\) of 200 test samples of .+ misread$/m);
    expect(whole('twice.safetensors').layers).toEqual(whole('small.safetensors').layers);
    await call(['convert', 'small.safetensors', 'twice.c', '--int8', '--data', data], cwd);
    expect(codeIn(readFileSync(at('twice.c'), 'utf8'))).toBe(codeIn(source));
    await call(['convert', 'lenet5/weights', 'floats.c'], cwd);
    expect(readFileSync(at('floats.c'), 'utf8')).toContain('float *outputs');
  });

  test('folders above OUT are made', async () => {
    expect((await call(['convert', 'first.safetensors', 'no/such/where.onnx', '--no-digit'], cwd)).code).toBe(0);
    expect(readFileSync(at('no/such/where.onnx')).includes('ArgMin')).toBe(false);
  });
});
