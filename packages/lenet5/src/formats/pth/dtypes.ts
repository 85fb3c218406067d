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

/** PyTorch's names of them: of the storage class (torch.FloatStorage) and of the type (torch.float32). */
const NAMES: Readonly<Record<PthDtype, readonly [storage: string, type: string]>> = {
  F64: ['Double', 'float64'],
  F32: ['Float', 'float32'],
  F16: ['Half', 'float16'],
  BF16: ['BFloat16', 'bfloat16'],
  I64: ['Long', 'int64'],
  I32: ['Int', 'int32'],
  I16: ['Short', 'int16'],
  I8: ['Char', 'int8'],
  U8: ['Byte', 'uint8'],
  BOOL: ['Bool', 'bool'],
};

export interface DtypeNames {
  /** By names such as "torch FloatStorage". */
  readonly storages: ReadonlyMap<string, PthDtype>;
  /** By names such as "torch float32". */
  readonly types: ReadonlyMap<string, PthDtype>;
}

export function dtypeNames(): DtypeNames {
  const entries = Object.entries(NAMES) as [PthDtype, readonly [string, string]][];
  return {
    storages: new Map(entries.map(([dtype, [storage]]) => [`torch ${storage}Storage`, dtype])),
    types: new Map(entries.map(([dtype, [, type]]) => [`torch ${type}`, dtype])),
  };
}
