import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { BIN, lenet5, metadataOf, onlyObject, scratch, smallMnist, start, startNode } from './support.js';

const cwd = scratch();
const data = smallMnist(3000, 300);
const long = ['train', '--data', data, '--epochs', '200', '--json'];

describe('asked to stop', () => {
  test('Ctrl-C saves and exits with 130; what it saved can be used', async () => {
    const running = start([...long, '--out', 'interrupted'], cwd);
    await running.says('pass   1/200');
    running.kill('SIGINT');
    const finished = await running.ended;
    expect(finished.code).toBe(130);
    const result = onlyObject(finished);
    expect(result).toMatchObject({ finished: false });
    expect(finished.stderr).toContain('the weights are in interrupted/last.safetensors');
    for (const name of ['curves.svg', 'curves.png', 'report.html', 'confusion.svg']) {
      expect(existsSync(join(cwd, 'interrupted', name))).toBe(true);
    }
    const rows = readFileSync(join(cwd, 'interrupted/metrics.csv'), 'utf8').trimEnd().split('\n').length - 1;
    expect(rows).toBeGreaterThanOrEqual(1);
    expect(metadataOf(join(cwd, 'interrupted/last.safetensors')).weightsSha256).toBe(result.weightsSha256);
    const evaluated = onlyObject(
      await lenet5(['evaluate', 'interrupted/last.safetensors', '--data', data, '--json'], cwd),
    );
    expect(evaluated.errorPercent).toBeLessThan(40);
  });

  test('termination exits with 143', async () => {
    const running = start([...long, '--out', 'terminated'], cwd);
    await running.says('run folder');
    running.kill('SIGTERM');
    const { code } = await running.ended;
    expect(code).toBe(143);
    expect(readdirSync(join(cwd, 'terminated'))).toContain('last.safetensors');
  });

  test('a signal that arrives twice at once, as under npm, is one keystroke', async () => {
    const running = start([...long, '--out', 'twice'], cwd);
    await running.says('run folder');
    running.kill('SIGINT');
    running.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('the weights are in twice/last.safetensors');
  });

  test('a second Ctrl-C ends at once', async () => {
    const module = fileURLToPath(new URL('../dist/run/stop.js', import.meta.url));
    const script = `import { StopRequest } from ${JSON.stringify(module)};
      new StopRequest((signal) => console.error('first', signal));
      setTimeout(() => {}, 60000);
      console.error('ready');`;
    const running = startNode(['--input-type=module', '-e', script], cwd);
    await running.says('ready');
    running.kill('SIGINT');
    await running.says('first SIGINT');
    await new Promise((done) => setTimeout(done, 400));
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });
});

test('a reader that goes away is no failure: the run ends in silence, and its files are whole', async () => {
  const args = [
    'train',
    '--recipe',
    'fast',
    '--data',
    data,
    '--train-size',
    '300',
    '--epochs',
    '2',
    '--verbose',
    '--json',
    '--out',
    'unread',
  ];
  const command = `{ "$0" ${BIN} ${args.join(' ')}; echo $? > code; } 2>&1 | head -n 1`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath], { cwd });
  expect(stdout.split('\n')).toEqual(['architecture paper, recipe fast, seed 1', '']);
  expect(readFileSync(join(cwd, 'code'), 'utf8')).toBe('0\n');
  expect(readdirSync(join(cwd, 'unread'))).toContain('report.html');
});

describe('a training that cannot lead anywhere', () => {
  test('collapse stops with one sentence and exit 1; weights and metrics of the last pass stay', async () => {
    const args = ['train', '--data', data, '--epochs', '3', '--out', 'collapsed', '--json'];
    const { code, stdout, stderr } = await lenet5(
      [...args, '--set', 'rate=0.1', 'schedule=constant', 'criterion=eq8'],
      cwd,
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^lenet5: Training has collapsed after \d+ samples: [^\n]+\.\n$/m);
    expect(stderr).toContain('kept: the weights after pass 1 in collapsed/last.safetensors');
    expect(stderr).not.toContain('    at ');
    expect(metadataOf(join(cwd, 'collapsed/last.safetensors')).epochs).toBe('1');
    expect(readFileSync(join(cwd, 'collapsed/metrics.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
  });

  test('the first value that is no finite number stops it too', async () => {
    const args = ['train', '--data', data, '--architecture', 'blog', '--out', 'overflowed'];
    const { code, stderr } = await lenet5([...args, '--set', 'rate=10000', 'schedule=constant', 'warmUp=0'], cwd);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^lenet5: The loss of sample \d+ is not a finite number, [^\n]+\.\n$/m);
    expect(stderr).toContain('no weights are kept');
    expect(readdirSync(join(cwd, 'overflowed')).filter((name) => name.endsWith('.safetensors'))).toEqual([]);
  });
});
