import { describe, expect, it } from 'vitest';
import { Arena, type Tensor } from '../../src/kernels/arena.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { deltaOf, mapSizes } from '../../src/kernels/shapes.js';

describe.each([4, 8] as const)('arena of numbers of %i bytes', (bytes) => {
  const committed = (plan: (arena: Arena) => void): Arena => {
    const arena = new Arena(bytes);
    plan(arena);
    arena.commit(new ArrayBuffer(arena.size));
    return arena;
  };

  it('every buffer starts on a cache line, above address 1023, 64 bytes behind the one before', () => {
    const ranges: [start: number, end: number][] = [];
    committed((arena) => {
      for (const length of [1, 16, 15, 17, 1000]) {
        const tensor = arena.tensor('t', [length]);
        ranges.push([tensor.pointer, tensor.pointer + length * bytes]);
        const pixels = arena.pixels(length);
        ranges.push([pixels.pointer, pixels.pointer + length]);
        const integers = arena.integers(length);
        ranges.push([integers.pointer, integers.pointer + 4 * length]);
      }
      ranges.push([arena.size, arena.size]);
    });
    expect(ranges[0]?.[0]).toBe(1024);
    ranges.slice(1).forEach(([start], i) => {
      expect(start % 64).toBe(0);
      expect(start - (ranges[i] as [number, number])[1]).toBeGreaterThanOrEqual(64);
    });
  });

  it('consecutive buffers have no gap, and the aligned one starts on a cache line', () => {
    let parts: Tensor[] = [];
    committed((arena) => {
      const shapes = [
        { name: 'a', shape: [3] },
        { name: 'b', shape: [2, 5] },
        { name: 'c', shape: [7] },
      ];
      parts = arena.consecutive(shapes, 'c');
      expect(arena.tensor('next', [1]).pointer - (parts[2] as Tensor).pointer - 7 * bytes).toBeGreaterThanOrEqual(64);
    });
    const [a, b, c] = parts as [Tensor, Tensor, Tensor];
    expect([b.pointer - a.pointer, c.pointer - b.pointer]).toEqual([3 * bytes, 10 * bytes]);
    expect(c.pointer % 64).toBe(0);
    expect([a, b, c].map(({ data }) => data.length)).toEqual([3, 10, 7]);
  });

  it('hands out views of its own precision, all 0', () => {
    let tensor: Tensor | undefined;
    const arena = committed((planned) => {
      tensor = planned.tensor('t', [2, 3]);
    });
    expect(tensor?.data).toEqual(bytes === 4 ? new Float32Array(6) : new Float64Array(6));
    expect(tensor?.data.byteOffset).toBe(1024);
    expect(arena.bytes).toBe(bytes);
  });
});

describe('shapes that do not fit are refused by name', () => {
  const arena = new Arena(4);

  it('maps need four dimensions', () => {
    expect(() => mapSizes(arena.tensor('C9', [1, 6, 28]))).toThrow(
      /C9 has shape \[1,6,28\].*samples, maps, height, width/,
    );
  });

  it('units whose gradient is needed have a delta', () => {
    const input = { state: arena.tensor('input', [1, 4]), delta: null, squash: 'none' } as const;
    expect(() => deltaOf(input)).toThrow(/input has no delta/);
  });

  it.each([
    [5, 4],
    [4, 5],
  ])('windows of 2×2 need even sizes: %i×%i', (height, width) => {
    const backend = new ReferenceBackend();
    const units = (name: string, h: number, w: number) =>
      ({ state: backend.arena.tensor(name, [1, 1, h, w]), delta: null, squash: 'none' }) as const;
    const make = () => backend.pool({ input: units('C1', height, width), output: units('S2', 2, 2), pooling: 'sum' });
    expect(make).toThrow(new RegExp(`C1 is ${width}×${height}, expected even sizes`));
  });
});
