import type { Bytes } from '../../given/bytes.js';
import { tagOf } from '../../given/shown.js';
import { bytesOf, checkTensors, elementsOf } from '../tensors.js';
import { encodeUtf8 } from '../utf8.js';
import { METADATA_RECORD } from './forms.js';
import { PickleWriter } from './pickle/writer.js';
import { writeZip, type ZipContent } from './zip/writer.js';

/** A tensor to be written: `data` holds the product of `shape` values, row-major; as float32 or int64. */
export interface PthTensorToWrite {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Values, float32 or int64. */
  readonly data: Float32Array | BigInt64Array;
}

/** The folder in the zip file; PyTorch takes any name. */
const FOLDER = 'archive';
/** PyTorch's number of this form of file. */
const VERSION = '3\n';

/**
 * Writes a state dict as a .pth file in the zip form, which PyTorch 1.6 and later read, also with `weights_only=True`.
 * The same input gives the same bytes.
 *
 * @param tensors names (each once) with shapes and values.
 * @param metadata free text in a record of its own, which PyTorch passes over and `readPth` reads; left out when empty.
 * @throws FormatError `pth-write` for tensors that are none, a name given twice, or a shape that does not match its data.
 * @example
 * import { writePth } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const file = writePth(pretrained().stateDict(), { note: 'for torch.load' });
 */
export function writePth(
  tensors: Iterable<readonly [string, PthTensorToWrite]>,
  metadata: Readonly<Record<string, string>> = {},
): Bytes {
  const entries = checkTensors('pth-write', tensors, metadata, ['Float32Array', 'BigInt64Array']);
  const text = (name: string, content: string) => record(name, encodeUtf8(content));
  return writeZip([
    record('data.pkl', pickleOf(entries)),
    text('byteorder', 'little'),
    ...entries.map(([, { data }], i) => record(`data/${i}`, bytesOf(data))),
    ...(Object.keys(metadata).length > 0 ? [text(METADATA_RECORD, JSON.stringify(metadata))] : []),
    text('version', VERSION),
  ]);
}

function record(name: string, content: Uint8Array): ZipContent {
  return { name: `${FOLDER}/${name}`, content };
}

/** OrderedDict of _rebuild_tensor_v2(storage, offset 0, shape, strides, requires_grad False, no hooks). */
function pickleOf(entries: readonly (readonly [string, PthTensorToWrite])[]): Uint8Array {
  const pickle = new PickleWriter();
  const orderedDict = () => pickle.call('collections', 'OrderedDict', () => {});
  const counts = (values: readonly number[]) => {
    pickle.tuple(() => {
      for (const value of values) pickle.count(value);
    });
  };
  const storage = (key: number, data: PthTensorToWrite['data']) => {
    pickle.text('storage').global('torch', tagOf(data) === 'Float32Array' ? 'FloatStorage' : 'LongStorage');
    pickle.text(String(key)).text('cpu').count(data.length);
  };
  orderedDict().entries(() => {
    entries.forEach(([name, { shape, data }], key) => {
      pickle.text(name).call('torch._utils', '_rebuild_tensor_v2', () => {
        pickle.persistent(() => storage(key, data)).count(0);
        counts(shape);
        counts(rowMajorStrides(shape));
        pickle.no();
        orderedDict();
      });
    });
  });
  return pickle.end();
}

function rowMajorStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementsOf(shape.slice(axis + 1).map((size) => Math.max(size, 1))));
}
