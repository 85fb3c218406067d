import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createNetwork, torchStateDict, writePth, writeSafetensors } from 'lenet5';
import { afterAll, describe, expect, test } from 'vitest';
import { BIN, call, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
mkdirSync(join(cwd, 'folder'));
execFileSync('mkfifo', [join(cwd, 'pipe')]);
symlinkSync('loop', join(cwd, 'loop'));
symlinkSync('nowhere', join(cwd, 'dangling'));
writeFileSync(join(cwd, 'vast'), '');
truncateSync(join(cwd, 'vast'), 3 * 2 ** 30);
const socket = createServer().listen(join(cwd, 'socket'));
afterAll(() => socket.close());

const NO_FILES: [name: string, reason: RegExp][] = [
  ['pipe', /\(it is a named pipe, where a file was expected\)\.$/],
  ['socket', /\(it is a socket, where a file was expected\)\.$/],
  ['loop', /\(its links lead in a circle\)\.$/],
  ['dangling', /\(it does not exist\)\.$/],
  ['vast', /holds more than \d+ MB, the most that is read as a (picture|model)\.$/],
  ['/dev/zero', /holds more than \d+ MB, the most that is read as a (picture|model)\.$/],
];
const COMMANDS = [['info'], ['evaluate'], ['convert'], ['recognize'], ['recognize', '--model']];

describe.each(COMMANDS)('%s', (...command) => {
  test.each(NO_FILES)('%s is called what it is, in one sentence', async (name, reason) => {
    const picture = command.includes('--model') ? ['x.png'] : [];
    const args = command[0] === 'convert' ? ['convert', name, 'made.pth'] : [...command, name, ...picture];
    const { code, stdout, stderr } = await call(args, cwd);
    expect(stderr.trimEnd()).toMatch(reason);
    expect(stderr.trimEnd()).toMatch(/^lenet5: [^\n]+$/);
    expect([code, stdout]).toEqual([1, '']);
  });
});

test('a pipe of the shell is read as a file', () => {
  const model = join(cwd, 'model.safetensors');
  writeFileSync(model, writeSafetensors(createNetwork().stateDict()));
  const script = `"${process.execPath}" "${BIN}" info --json <(cat "${model}")`;
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toMatchObject({ format: 'safetensors' });
});

describe('a model is read by its first bytes, whatever its name', () => {
  const network = createNetwork({ architecture: 'tutorial' });
  const forms = {
    safetensors: writeSafetensors(network.stateDict()),
    'PyTorch .pth, zip form': writePth(torchStateDict(network)),
  };
  const names = ['a.safetensors', 'a.pth', 'a.pt', 'a.bin', 'a.ckpt', 'a.onnx', 'a.png', 'a'];
  test.each(Object.entries(forms).flatMap(([form, bytes]) => names.map((name) => [form, name, bytes] as const)))(
    '%s as %s',
    async (form, name, bytes) => {
      const folder = scratch();
      writeFileSync(join(folder, name), bytes);
      const told = await call(['info', name, '--json'], folder);
      expect(told.code).toBe(0);
      expect(JSON.stringify(onlyObject(told))).toContain(form);
    },
  );

  test('cut off in its header, it is still a safetensors file', async () => {
    writeFileSync(join(cwd, 'cut.pth'), forms.safetensors.subarray(0, 100));
    expect((await call(['info', 'cut.pth'], cwd)).stderr).toMatch(/cut\.pth is cut off inside its header/);
  });
});

describe('a full disk behind stderr', () => {
  const data = smallMnist(300, 50);
  const run = (args: readonly string[]) => {
    const stdio = ['ignore', 'pipe', openSync('/dev/full', 'w')] as const;
    return spawnSync(process.execPath, [BIN, ...args], { cwd, stdio: [...stdio], encoding: 'utf8' });
  };

  test.each([
    ['train', '--data', data, '--epochs', '2', '--out', 'silent', '--json'],
    ['evaluate', '--data', data, '--json'],
  ])('%s goes on to its end', (...args) => {
    const { status, stdout } = run(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toBeTruthy();
  });

  test('a failure is still told by the exit code', () => expect(run(['info', 'nowhere']).status).toBe(1));
});

describe('limits of the process are named, with what helps', () => {
  const limited = (limit: string, ...args: string[]) =>
    spawnSync('bash', ['-c', `ulimit ${limit}; exec "$@"`, 'bash', process.execPath, BIN, ...args], {
      cwd,
      encoding: 'utf8',
    });
  const data = smallMnist(100, 20);

  test.each(['22', '25', '28', '31'])('ulimit -n %s', (files) => {
    const { status, stderr } = limited(`-n ${files}`, 'info');
    expect(stderr).toMatch(
      /^lenet5: The limit of open files is \d+, at least 64 are needed: raise it with ulimit -n 1024\.\n$/,
    );
    expect(status).toBe(1);
  });

  test.each([['train', '--out', 'limited'], ['evaluate']])('ulimit -v: %s', (...args) => {
    const { status, stderr } = limited('-v 4000000', ...args, '--data', data);
    expect(stderr).toMatch(/does not fit into memory: .*\(ulimit -v\), or compute with the backend reference\.\n$/);
    expect(status).toBe(2);
  });

  test('and it does help', () => {
    expect(limited('-v 4000000', 'evaluate', '--data', data, '--backend', 'reference').status).toBe(0);
  });
});

test.each(['12.22.0', '18.20.4', '20.18.9'])('Node %s is refused with one sentence', (version) => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, BIN, 'info'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe(
    `lenet5: Node 20.19 or newer is needed, this is ${version}: install a newer one from https://nodejs.org.\n`,
  );
  expect([status, stdout]).toEqual([1, '']);
});
