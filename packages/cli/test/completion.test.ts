import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SWITCHES } from 'lenet5/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BIN, scratch } from './support.js';

const cwd = scratch();
mkdirSync(join(cwd, 'bin'));
writeFileSync(join(cwd, 'photo.png'), '');
writeFileSync(join(cwd, 'bin/lenet5'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
chmodSync(join(cwd, 'bin/lenet5'), 0o755);
const env = { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, HOME: cwd };

const run = (shell: string, ...args: string[]) => execFileSync(shell, args, { cwd, env, encoding: 'utf8' });

/** Typed so far, and what is offered for the last word. */
const CASES: [line: string, offered: string[]][] = [
  ['lenet5 re', ['recognize']],
  ['lenet5 help tr', ['train']],
  ['lenet5 completion ', ['bash', 'fish', 'zsh']],
  ['lenet5 train --arch', ['--architecture']],
  ['lenet5 train --architecture b', ['blog', 'blog-1.4', 'blog-sigmoid']],
  ['lenet5 recognize --invert ', ['auto', 'no', 'yes']],
  ['lenet5 train --no-t', ['--no-turn']],
  ['lenet5 convert --no-', ['--no-digit', '--no-turn']],
  ['lenet5 train --set poo', ['pooling=average', 'pooling=max', 'pooling=sum']],
  ['lenet5 train --set warm', ['warmUp=']],
  ['lenet5 train --set pooling=m', ['pooling=max']],
  ['lenet5 train --set pooling=max padd', ['padding=background', 'padding=replicate', 'padding=zero']],
];

/** What the command prints for a shell, once for all that is asked of it. */
function printedFor(shell: string): void {
  writeFileSync(join(cwd, `completion.${shell}`), run('lenet5', 'completion', shell));
}

/** Skips, or fails on CI, where a shell is not installed. */
const withShell = (name: string) =>
  describe.skipIf(spawnSync(name, ['-c', '']).error !== undefined && process.env.LENET5_CI !== '1');

withShell('bash')('bash (skipped without it)', () => {
  beforeAll(() => printedFor('bash'));
  const ask = `. ./completion.bash
    read -ra COMP_WORDS <<< "$1"; [[ $1 != *' ' ]] || COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _lenet5; printf '%s\\n' "\${COMPREPLY[@]}"`;

  test.each(CASES)('%j offers %j', (line, offered) => {
    expect(run('bash', '-c', ask, 'bash', line).trim().split('\n').sort()).toEqual(offered);
  });

  test('after --set it offers every switch', () => {
    const offered = run('bash', '-c', ask, 'bash', 'lenet5 train --set ').trim().split('\n');
    expect(new Set(offered.map((each) => each.split('=')[0]))).toEqual(new Set(SWITCHES.map(({ name }) => name)));
  });

  // An interactive bash takes words apart at "=", and puts in the rest behind it.
  test.each([
    [
      ['--set', 'pooling', '='],
      ['average', 'max', 'sum'],
    ],
    [['--set', 'pooling', '=', 'm'], ['max']],
    [
      ['--set', 'rate', '=', '1', 'c3', '='],
      ['full', 'table'],
    ],
    [['--set', 'pooling', '=', 'max', '--arch'], ['--architecture']],
  ])('words %j offer %j', (words, offered) => {
    const script = `. ./completion.bash; COMP_WORDS=(lenet5 train "$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _lenet5; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(
      run('bash', '-c', script, 'bash', ...words)
        .trim()
        .split('\n')
        .sort(),
    ).toEqual(offered);
  });

  test('where a path is expected, it leaves the word to the shell', () => {
    expect(run('bash', '-c', ask, 'bash', 'lenet5 recognize ph').trim()).toBe('');
    expect(readFileSync(join(cwd, 'completion.bash'), 'utf8')).toContain('complete -o default -F _lenet5 lenet5');
  });
});

withShell('fish')('fish (skipped without it)', () => {
  beforeAll(() => printedFor('fish'));
  const ask = (line: string) => run('fish', '-c', `source completion.fish; complete -C '${line}'`);

  test.each([...CASES, ['lenet5 recognize ph', ['photo.png']] as (typeof CASES)[number]])(
    '%j offers %j',
    (line, offered) => {
      const words = ask(line)
        .trim()
        .split('\n')
        .map((each) => each.split('\t')[0]);
      expect(words.sort()).toEqual(offered);
    },
  );
});

withShell('zsh')('zsh (skipped without it)', () => {
  // zsh completes only for somebody at a terminal. As soon as its editor is there, the editor completes and ends.
  const complete = (line: string) => `
    zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z 'eval "$(lenet5 completion zsh)"
      zle-line-init() { BUFFER="${line}" CURSOR=999; zle complete-word; print -r -- $BUFFER > line; exit }
      zle -N zle-line-init'
    while zpty -r z heard; do; done`;

  test.each([
    ['lenet5 recogn', 'lenet5 recognize'],
    ['lenet5 train --architecture blog-s', 'lenet5 train --architecture blog-sigmoid'],
    ['lenet5 recognize ph', 'lenet5 recognize photo.png'],
  ])('%j becomes %j', (line, whole) => {
    execFileSync('zsh', ['-f', '-c', complete(line)], { cwd, env, timeout: 30_000 });
    expect(readFileSync(join(cwd, 'line'), 'utf8').trim()).toBe(whole);
  });
});

test('another shell is refused with one sentence', () => {
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'completion', 'tcsh'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^lenet5: .*Allowed choices are bash, zsh, fish\.\n$/);
});
