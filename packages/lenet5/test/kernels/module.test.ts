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

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('simd kernels', () => {
  it('are available here, not where compiling is forbidden, and there again once they are handed over compiled', async () => {
    const { provideKernels, simdAvailable, instantiate } = await fresh();
    expect(simdAvailable()).toBe(true);
    const kernels = new WebAssembly.Module(Buffer.from(MODULE_HEX, 'hex'));
    forbidCompiling();
    expect(simdAvailable()).toBe(false);
    provideKernels(kernels);
    expect(simdAvailable()).toBe(true);
    expect(instantiate(new WebAssembly.Memory({ initial: 1 })).convolution).toBeTypeOf('function');
  });
});
