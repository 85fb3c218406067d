import { extname } from 'node:path';
import { blogStateDict, type Network, type OnnxOptions, writeOnnx, writePth, writeSafetensors } from 'lenet5';
import { usageError } from '../errors.js';

type Metadata = Readonly<Record<string, string>>;

type ExportOptions = Pick<OnnxOptions, 'batch' | 'input'>;

/** What makes a file, by its ending. */
const WRITERS: Readonly<Record<string, (network: Network, metadata: Metadata, options: ExportOptions) => Uint8Array>> =
  {
    '.safetensors': (network, metadata) => writeSafetensors(network.stateDict(), metadata),
    '.pth': (network, metadata) => writePth(blogStateDict(network), metadata),
    '.pt': (network, metadata) => writePth(blogStateDict(network), metadata),
    '.onnx': (network, metadata, options) => writeOnnx(network, { ...options, metadata }),
  };

export type Export = (network: Network, metadata: Metadata, options?: ExportOptions) => Uint8Array;

/** The writer for a path. @throws CommandError (usage) for an ending that has none */
export function exporterFor(path: string): Export {
  const ending = extname(path).toLowerCase();
  const write = WRITERS[ending];
  if (!write) {
    const given = ending === '' ? 'has no ending' : `ends in ${ending}`;
    throw usageError(`${path} ${given}, expected was one of: ${Object.keys(WRITERS).join(', ')}.`);
  }
  return (network, metadata, options = {}) => write(network, metadata, options);
}
