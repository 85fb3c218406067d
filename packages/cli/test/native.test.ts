import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { written } from './picture/support.js';
import { BIN, type Finished, scratch, smallMnist, startNode } from './support.js';

const cwd = scratch();
const at = (name: string) => join(cwd, name);

/** The command on a machine where the native part of a library did not install. */
function without(library: string, args: readonly string[]): Promise<Finished> {
  const preload = at(`without-${library}.cjs`);
  writeFileSync(
    preload,
    `const { Module } = require('node:module');
    const load = Module._load;
    Module._load = function (request, ...rest) {
      if (/${library}/.test(request) && /linux|darwin|win32|wasm|\\.node$/.test(request)) throw new Error("Cannot find module '" + request + "'");
      return load.call(this, request, ...rest);
    };`,
  );
  return startNode(['--require', preload, BIN, ...args], cwd).ended;
}

test('without resvg a run loses its PNG and nothing else, and says so in one sentence', async () => {
  const data = smallMnist(200, 50);
  const args = ['train', '--recipe', 'fast', '--data', data, '--epochs', '1', '--out', 'run'];
  const { code, stderr } = await without('resvg', args);
  expect(code).toBe(0);
  expect(stderr.match(/^lenet5: warning: .*$/gm)).toEqual([
    expect.stringMatching(/^lenet5: warning: No PNG can be drawn, because the part of resvg for .* is not installed: /),
  ]);
  expect(readdirSync(at('run'))).toEqual(expect.arrayContaining(['curves.svg', 'last.safetensors', 'report.html']));
  expect(existsSync(at('run/curves.png'))).toBe(false);
});

test('without resvg, --show writes SVG', async () => {
  for (const name of ['1.png', '2.png']) await written('7').png().toFile(at(name));
  const { code, stdout, stderr } = await without('resvg', ['recognize', '1.png', '2.png', '--show', 'seen']);
  expect([code, stdout]).toEqual([0, '1.png: 7\n2.png: 7\n']);
  expect(stderr.match(/warning/g)).toHaveLength(1);
  expect(readdirSync(at('seen')).sort()).toEqual(['1.png.svg', '2.png.svg']);
  expect(readFileSync(at('seen/1.png.svg'), 'utf8')).toMatch(/^<svg /);
});

test('without sharp, reading pictures is one sentence', async () => {
  const { code, stderr } = await without('sharp', ['recognize', '1.png']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      /^lenet5: Pictures cannot be read, because the part of sharp for [^\n]+ not installed: [^\n]+\n$/,
    ),
  ]);
});
