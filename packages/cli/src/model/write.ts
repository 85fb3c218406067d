import { extname } from 'node:path';
import {
  blogStateDict,
  type Network,
  type OnnxOptions,
  type Recipe,
  writeOnnx,
  writePth,
  writeSafetensors,
} from 'lenet5';
import type { Weights } from 'lenet5/training';
import { usageError } from '../errors.js';
import { phrase } from '../texts/language.js';

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
    const endings = Object.keys(WRITERS).join(', ');
    throw usageError(
      ending === ''
        ? phrase('{{path}} has no ending, expected was one of: {{endings}}.', { path, endings })
        : phrase('{{path}} ends in {{ending}}, expected was one of: {{endings}}.', { path, ending, endings }),
    );
  }
  return (network, metadata, options = {}) => write(network, metadata, options);
}

/** A finished run that was given more passes. */
export interface Continued {
  /** Those it had. */
  readonly afterPass: number;
  /** Whether a run begun with the larger number would have come by here, bit for bit. */
  readonly exact: boolean;
}

/** What a model file says about how its weights came about; everything beyond the weights themselves. */
export interface ModelNotes {
  readonly recipe: Recipe;
  readonly seed: number;
  /** Passes completed. */
  readonly passes: number;
  readonly testErrorPercent: number | null;
  readonly dataIdentity: string;
  /** Of what the weights were trained on that training started from; null for random ones, and where that is not known. */
  readonly initDataIdentity: string | null;
  /** Where the run was finished and got more passes. */
  readonly continued: readonly Continued[];
}

/** The bytes of a model file: the weights by their names in the blog's state dict, and the notes as metadata. */
export function modelBytes({ architecture, state }: Weights, weightsSha256: string, notes: ModelNotes): Uint8Array {
  const { recipe, seed, passes, testErrorPercent, dataIdentity, initDataIdentity, continued } = notes;
  return writeSafetensors(state, {
    format: 'lenet5',
    architecture: JSON.stringify(architecture),
    recipe: JSON.stringify(recipe),
    seed: String(seed),
    epochs: String(passes),
    ...(testErrorPercent === null ? {} : { testErrorPercent: String(testErrorPercent) }),
    dataIdentity,
    ...(initDataIdentity === null ? {} : { initDataIdentity }),
    ...(continued.length === 0 ? {} : { continued: JSON.stringify(continued) }),
    licence: 'MIT',
    weightsSha256,
  });
}
