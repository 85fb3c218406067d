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
import { fixedPoint, writeC, writeFixedPoint, writeInt8 } from 'lenet5/devices';
import type { Weights } from 'lenet5/training';
import { usageError } from '../errors.js';
import { phrase } from '../texts/language.js';
import type { Device } from './device.js';
import type { WeightsFile } from './weights-file.js';

type Metadata = Readonly<Record<string, string>>;

/** What the options of `convert` choose about a file; each format takes some. */
interface ExportOptions extends Pick<OnnxOptions, 'batch' | 'input' | 'digit'> {
  /** How a class of PyTorch names the weights; null for the usual names of the network. */
  readonly layout?: WeightsFile['layout'];
  /** The network rounded for a small device, for formats that take it. */
  readonly device?: Device | null;
}

type Write = (network: Network, metadata: Metadata, options: ExportOptions) => Uint8Array;

/** An option of `convert` that is not for all formats, as it is given. */
type FormatOption = '--like' | '--batch' | '--input' | '--no-digit' | '--int8' | '--bits' | '--data';

/** A kind of file that `convert` writes. */
export interface Format {
  /** Those it takes. */
  readonly takes: readonly FormatOption[];
  /** Whether it holds weights in fixed point, and so needs a device. */
  readonly fixed?: boolean;
  readonly write: Write;
}

const PTH: Format = {
  takes: ['--like'],
  write: (network, metadata, { layout = null }) => writePth(torchStateDict(network, layout), metadata),
};

/** What makes a file, by its ending. */
const FORMATS: Readonly<Record<string, Format>> = {
  '.safetensors': {
    takes: ['--like', '--int8', '--data'],
    // The names of somebody else's class where the weights come from a file of it, else those of this library.
    write: (network, metadata, { layout, device }) =>
      device && 'answer' in device.small
        ? writeInt8(device.small, { ...metadata, measured: device.note })
        : writeSafetensors(layout ? torchStateDict(network, layout) : network.stateDict(), metadata),
  },
  '.pth': PTH,
  '.pt': PTH,
  '.onnx': {
    takes: ['--batch', '--input', '--no-digit'],
    write: (network, metadata, { layout, device, ...options }) => writeOnnx(network, { ...options, metadata }),
  },
  '.c': {
    takes: ['--int8', '--data'],
    write: (network, metadata, { device }) => {
      const small = device && 'answer' in device.small ? device.small : network;
      return encoder.encode(writeC(small, { notes: notesOf(metadata, device) }));
    },
  },
  '.h': {
    takes: ['--bits', '--data'],
    fixed: true,
    write: (network, metadata, { device }) => {
      const fixed = device && 'tensors' in device.small ? device.small : fixedPoint(network);
      return encoder.encode(writeFixedPoint(fixed, { notes: notesOf(metadata, device) }));
    },
  },
};

const encoder = new TextEncoder();

/** What the head of a file of C says. */
function notesOf({ weightsSha256, testErrorPercent, licence }: Metadata, device: Device | null | undefined): string[] {
  return [
    `Weights, SHA-256: ${weightsSha256}`,
    ...(testErrorPercent === undefined ? [] : [`Test error of the floats when trained: ${testErrorPercent} %`]),
    ...(licence === undefined ? [] : [`Licence: ${licence}`]),
    ...(device ? [device.note] : []),
  ];
}

/** The format of a path. @throws CommandError (usage) for an ending that has none */
export function formatOf(path: string): Format {
  const ending = extname(path).toLowerCase();
  const format = FORMATS[ending];
  if (format) return format;
  const endings = Object.keys(FORMATS).join(', ');
  throw usageError(
    ending === ''
      ? phrase('{{path}} has no ending, expected was one of: {{endings}}.', { path, endings })
      : phrase('{{path}} ends in {{ending}}, expected was one of: {{endings}}.', { path, ending, endings }),
  );
}

/** Refuses an option that the format would drop without a word. @throws CommandError (usage) */
export function refuseIdle({ takes }: Format, given: readonly FormatOption[]): void {
  const idle = given.find((option) => !takes.includes(option));
  if (idle === undefined) return;
  const taking = Object.keys(FORMATS).filter((ending) => FORMATS[ending]?.takes.includes(idle));
  throw usageError(
    phrase('{{option}} is for files that end in {{endings}}: leave it out, or give OUT such an ending.', {
      option: idle,
      endings: taking.join(', '),
    }),
  );
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
  /** Of a network that teaches others: the key of everything that decides it. */
  readonly key?: string;
}

/** The bytes of a model file: the weights by their names in the blog's state dict, and the notes as metadata. */
export function modelBytes({ architecture, state }: Weights, weightsSha256: string, notes: ModelNotes): Uint8Array {
  const { recipe, seed, passes, testErrorPercent, dataIdentity, classNames, initDataIdentity, continued, key } = notes;
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
    ...(key === undefined ? {} : { key }),
    licence: 'MIT',
    weightsSha256,
  });
}
