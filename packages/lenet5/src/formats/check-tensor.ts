import { FormatError } from '../errors.js';

/** Not a name of a tensor: safetensors keeps it for itself, and a .pth file may become one. */
export const METADATA = '__metadata__';

interface Shaped {
  readonly shape: readonly number[];
  readonly data: { readonly length: number };
}

/**
 * Checks tensors before they are written: every name once and none that is reserved, and shapes that are their data.
 * @throws FormatError with `code`
 */
export function checkTensors(
  code: 'pth-write' | 'safetensors-write',
  tensors: readonly (readonly [string, Shaped])[],
): void {
  const names = new Set<string>();
  const refuse = (name: string, problem: string): never => {
    throw new FormatError(code, `Tensor ${JSON.stringify(name)} ${problem}.`);
  };
  for (const [name, { shape, data }] of tensors) {
    if (name === METADATA) refuse(name, 'has a name that the format keeps for itself: rename it');
    if (names.has(name)) refuse(name, 'was given twice, where every name must be its own: rename it');
    names.add(name);
    const expected = shape.reduce((product, size) => product * size, 1);
    if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || expected !== data.length) {
      refuse(
        name,
        `has ${data.length} values and shape [${shape}], where the shape must be integers from 0 up whose product is ` +
          'the number of values: correct one of them',
      );
    }
  }
}
