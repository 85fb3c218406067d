/** Element types that are read, as safetensors calls them, with their bytes. */
export const ITEM_SIZES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

export type PthDtype = keyof typeof ITEM_SIZES;

/** PyTorch's storage classes (torch.FloatStorage, …). */
export const STORAGES: ReadonlyMap<string, PthDtype> = new Map([
  ['torch DoubleStorage', 'F64'],
  ['torch FloatStorage', 'F32'],
  ['torch HalfStorage', 'F16'],
  ['torch BFloat16Storage', 'BF16'],
  ['torch LongStorage', 'I64'],
  ['torch IntStorage', 'I32'],
  ['torch ShortStorage', 'I16'],
  ['torch CharStorage', 'I8'],
  ['torch ByteStorage', 'U8'],
  ['torch BoolStorage', 'BOOL'],
]);

/** PyTorch's element types (torch.float32, …). */
export const DTYPES: ReadonlyMap<string, PthDtype> = new Map([
  ['torch float64', 'F64'],
  ['torch float32', 'F32'],
  ['torch float16', 'F16'],
  ['torch bfloat16', 'BF16'],
  ['torch int64', 'I64'],
  ['torch int32', 'I32'],
  ['torch int16', 'I16'],
  ['torch int8', 'I8'],
  ['torch uint8', 'U8'],
  ['torch bool', 'BOOL'],
]);
