import { readdirSync, readFileSync } from 'node:fs';
import * as core from '../../src/core.js';
import * as data from '../../src/data/index.js';
import * as devices from '../../src/devices/index.js';
import * as files from '../../src/files/index.js';
import * as main from '../../src/index.js';
import * as node from '../../src/node/index.js';
import * as recognition from '../../src/recognition/index.js';
import * as training from '../../src/training/index.js';
import * as weights from '../../src/weights/index.js';
import * as pictures from '../../src/weights/pictures.js';
import * as strips from '../../src/weights/strips.js';

/** The public entries, as package.json names them. */
const ENTRIES: Readonly<Record<string, object>> = {
  '.': main,
  './core': core,
  './training': training,
  './files': files,
  './data': data,
  './recognition': recognition,
  './devices': devices,
  './node': node,
  './weights': weights,
  './weights/pictures': pictures,
  './weights/strips': strips,
};

type Class = new (...args: never[]) => object;
const isClass = (value: unknown): value is Class => /^class\b/.test(Function.prototype.toString.call(value));

const SRC = new URL('../../src/', import.meta.url);
const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
  .map((name) => readFileSync(new URL(name, SRC), 'utf8'));

/** Methods that TypeScript shows nobody. */
function privateMethods(name: string): Set<string> {
  const source = SOURCES.find((text) => text.includes(`export class ${name} `)) ?? '';
  return new Set([...source.matchAll(/private (?:async )?\*?(\w+)\(/g)].map(([, method = '']) => method));
}

function methodsOf(name: string, { prototype }: Class): string[] {
  const hidden = privateMethods(name);
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([method, { value }]) => method !== 'constructor' && typeof value === 'function' && !hidden.has(method))
    .map(([method]) => `${name}.${method}`);
}

/** Functions, constructors and methods of every entry: `slice`, `new Network`, `Network.forward`. Errors are no calls. */
export function publicCalls(): string[] {
  const exported = Object.values(ENTRIES).flatMap((entry) => Object.entries(entry));
  const calls = exported.flatMap(([name, value]) => {
    if (typeof value !== 'function' || value.prototype instanceof Error) return [];
    return isClass(value) ? [`new ${name}`, ...methodsOf(name, value)] : [name];
  });
  return [...new Set(calls)].sort();
}

/** Tables and lists that every entry exports, by name. */
export function exportedValues(): [name: string, value: object][] {
  return Object.values(ENTRIES).flatMap((entry) =>
    Object.entries(entry).filter(([, value]) => typeof value === 'object' && value !== null),
  );
}

/** Those that package.json names and that hold code. */
export function entriesOfPackage(): string[] {
  const { exports } = JSON.parse(readFileSync(new URL('../package.json', SRC), 'utf8')) as { exports: object };
  return Object.keys(exports).filter((name) => !/\.(wasm|json)$/.test(name));
}

export const ENTRY_NAMES: readonly string[] = Object.keys(ENTRIES);
