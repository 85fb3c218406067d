import { extname } from 'node:path';
import {
  type Network,
  type OnnxOptions,
  type Recipe,
  torchStateDict,
  writeOnnx,
  writePth,
  writeSafetensors,
} from 'lenet5';
import type { Weights } from 'lenet5/training';
import { usageError } from '../errors.js';
import { phrase } from '../texts/language.js';
import type { WeightsFile } from './weights-file.js';

type Metadata = Readonly<Record<string, string>>;

interface ExportOptions extends Pick<OnnxOptions, 'batch' | 'input'> {
  /** How a class of PyTorch names the weights; null for the usual names of the network. */
  readonly layout?: WeightsFile['layout'];
}

type Writer = (network: Network, metadata: Metadata, options: ExportOptions) => Uint8Array;

const pth: Writer = (network, metadata, { layout = null }) => writePth(torchStateDict(network, layout), metadata);

/** The names of somebody else's class where the weights come from a file of it, else those of this library. */
const safetensors: Writer = (network, metadata, { layout }) =>
  writeSafetensors(layout ? torchStateDict(network, layout) : network.stateDict(), metadata);

/** What makes a file, by its ending. */
const WRITERS: Readonly<Record<string, Writer>> = {
  '.safetensors': safetensors,
  '.pth': pth,
  '.pt': pth,
  '.onnx': (network, metadata, { batch, input }) =>
    writeOnnx(network, { ...(batch ? { batch } : {}), ...(input ? { input } : {}), metadata }),
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
  /** What the classes are called, where that is not their number. */
  readonly classNames: readonly string[] | null;
  /** Of what the weights were trained on that training started from; null for random ones, and where that is not known. */
  readonly initDataIdentity: string | null;
  /** Where the run was finished and got more passes. */
  readonly continued: readonly Continued[];
}

/** The bytes of a model file: the weights by their names in the blog's state dict, and the notes as metadata. */
export function modelBytes({ architecture, state }: Weights, weightsSha256: string, notes: ModelNotes): Uint8Array {
  const { recipe, seed, passes, testErrorPercent, dataIdentity, classNames, initDataIdentity, continued } = notes;
  return writeSafetensors(state, {
    format: 'lenet5',
    architecture: JSON.stringify(architecture),
    recipe: JSON.stringify(recipe),
    seed: String(seed),
    epochs: String(passes),
    ...(testErrorPercent === null ? {} : { testErrorPercent: String(testErrorPercent) }),
    dataIdentity,
    ...(classNames === null ? {} : { classNames: JSON.stringify(classNames) }),
    ...(initDataIdentity === null ? {} : { initDataIdentity }),
    ...(continued.length === 0 ? {} : { continued: JSON.stringify(continued) }),
    licence: 'MIT',
    weightsSha256,
  });
}
