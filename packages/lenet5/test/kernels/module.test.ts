import { afterEach, describe, expect, it, vi } from 'vitest';
import { MODULE_HEX } from '../../src/kernels/wasm/module.generated.js';

/** The module as a program finds it at its start: nothing is compiled yet. */
async function fresh() {
  vi.resetModules();
  return import('../../src/kernels/wasm/module.js');
}

/** As a content security policy without WebAssembly has it. */
function forbidCompiling(): void {
  vi.stubGlobal('WebAssembly', {
    Instance: WebAssembly.Instance,
    Memory: WebAssembly.Memory,
    CompileError: WebAssembly.CompileError,
    Module: class {
      constructor() {
        throw new WebAssembly.CompileError('forbidden');
      }
    },
  });
}

/** The bytes of the kernels, as an engine is given them that reads hexadecimal so. */
async function bytesRead(engine: { fromHex: unknown; Buffer: unknown }): Promise<number[]> {
  const { instantiate } = await fresh();
  const given: Uint8Array[] = [];
  const own = class extends Uint8Array {
    static fromHex = engine.fromHex;
  };
  const { Memory, Module } = WebAssembly;
  vi.stubGlobal('Uint8Array', own);
  vi.stubGlobal('Buffer', engine.Buffer);
  vi.stubGlobal('WebAssembly', {
    Memory,
    Instance: class {
      exports = {};
    },
    Module: class {
      constructor(bytes: Uint8Array) {
        given.push(bytes);
      }
    },
  });
  instantiate(new Memory({ initial: 1 }));
  vi.unstubAllGlobals();
  const [bytes] = given as [Uint8Array<ArrayBuffer>];
  expect(() => new Module(bytes)).not.toThrow();
  return [...bytes];
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('simd kernels', () => {
  it('are available here, not where compiling is forbidden, and there again once they are handed over compiled', async () => {
    expect((await fresh()).simdAvailable()).toBe(true);
    const { provideKernels, simdAvailable, instantiate } = await fresh();
    const kernels = new WebAssembly.Module(Buffer.from(MODULE_HEX, 'hex'));
    forbidCompiling();
    expect(simdAvailable()).toBe(false);
    provideKernels(kernels);
    expect(simdAvailable()).toBe(true);
    expect(instantiate(new WebAssembly.Memory({ initial: 1 })).convolution).toBeTypeOf('function');
  });

  it('are the same bytes by Uint8Array.fromHex, by Buffer and by neither', async () => {
    const expected = [...Buffer.from(MODULE_HEX, 'hex')];
    const node = globalThis.Buffer;
    const never = () => {
      throw new Error('not asked for');
    };
    const fromHex = vi.fn((text: string) => Uint8Array.from(node.from(text, 'hex')));
    expect(await bytesRead({ fromHex, Buffer: { from: never } })).toEqual(expected);
    expect(fromHex).toHaveBeenCalledOnce();
    expect(await bytesRead({ fromHex: undefined, Buffer: node })).toEqual(expected);
    expect(await bytesRead({ fromHex: undefined, Buffer: undefined })).toEqual(expected);
  });
});
