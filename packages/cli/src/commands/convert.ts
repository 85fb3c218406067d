import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ArchitectureName } from 'lenet5';
import { refuseIdleReading } from '../data.js';
import { CommandError, EXIT, usageError } from '../errors.js';
import { deviceOf } from '../model/device.js';
import { type Model, networkOf, readModel } from '../model/model.js';
import { modelFile, readWeightsFile } from '../model/weights-file.js';
import { formatOf, refuseIdle } from '../model/write.js';
import { integer, printJson, say, warn } from '../output.js';
import { writeIntoFolder } from '../run/files.js';
import { phrase, t } from '../texts/language.js';
import { examples, type Finish, OPTIONS, whole } from './options.js';

/** Pictures of a call; the values of so many are read by any runtime. */
const MOST_BATCH = 65_536;

interface ConvertOptions {
  readonly architecture?: ArchitectureName;
  readonly set?: readonly string[];
  readonly like?: string;
  readonly batch?: number;
  readonly input?: 'ink' | 'normalised';
  /** True unless left out by --no-digit. */
  readonly digit: boolean;
  readonly int8?: boolean;
  readonly bits?: number;
  readonly data?: string;
  /** True unless --no-turn. */
  readonly turn: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addConvert(program: Command, finish: Finish): void {
  program
    .command('convert')
    .description(t('turn a model file into another format, told by the ending'))
    .argument('<IN>', t('a .safetensors or .pth file, or the folder of a run'))
    .argument('<OUT>', t('the new file: .safetensors, .pth, .onnx, .c or .h'))
    .addOption(OPTIONS.architecture(phrase('that of the file')))
    .addOption(OPTIONS.set())
    .option('--like <file>', t('name and shape the weights in OUT as in this file of your class of PyTorch'))
    .option('--batch <n>', t('pictures in a call of the .onnx file (default: any number)'), whole(1, MOST_BATCH))
    .addOption(OPTIONS.input())
    .option('--no-digit', t('leave the output digit out of the .onnx file, for runtimes without ArgMin or int64'))
    .option(
      '--int8',
      t('round weights and units to 8 bits, for a .c or .safetensors file, and count what is misread then'),
    )
    .option('--bits <n>', t('bits of a weight in the .h file (default: 16)'), whole(2, 16))
    .addOption(OPTIONS.data())
    .addOption(OPTIONS.noTurn())
    .option('--force', t('overwrite OUT where it exists'))
    .addOption(OPTIONS.json())
    .addHelpText(
      'after',
      examples(
        'lenet5 convert model.pth model.safetensors',
        'lenet5 convert runs/2026-11-25-paper-distorted model.onnx',
        'lenet5 convert model.safetensors lenet5.c --int8',
        'lenet5 convert runs/2026-11-28-tutorial-tutorial back.pth --like mine.pth',
      ),
    )
    .action(async (from: string, to: string, options: ConvertOptions) => finish(await convert(from, to, options)));
}

/** `lenet5 convert IN OUT` @returns the exit code */
async function convert(from: string, to: string, options: ConvertOptions): Promise<number> {
  const { batch, input, digit, like, int8, bits, data, turn, force = false } = options;
  const format = formatOf(to);
  refuseIdle(format, [
    ...(like === undefined ? [] : ['--like' as const]),
    ...(batch === undefined ? [] : ['--batch' as const]),
    ...(input === undefined ? [] : ['--input' as const]),
    ...(digit ? [] : ['--no-digit' as const]),
    ...(int8 ? ['--int8' as const] : []),
    ...(bits === undefined ? [] : ['--bits' as const]),
    ...(data === undefined ? [] : ['--data' as const]),
  ]);
  refuseIdleReading(data, { turn });
  if (data !== undefined && !int8 && !format.fixed) {
    throw usageError(phrase('--data is what --int8 is measured on: give both, or neither.'));
  }
  if (like !== undefined && int8) {
    throw usageError(phrase('--like and --int8 exclude each other: give one of them.'));
  }
  if (!force) await refuseExisting(to);
  const model = await readModel(from, options);
  const layout = like === undefined ? model.layout : await layoutOf(like);
  const network = networkOf(model, { capacity: 1 });
  const weightsSha256 = network.weightsSha256();
  const device =
    int8 || format.fixed
      ? await deviceOf(networkOf(model), int8 ? 'int8' : (bits ?? 16), model.small, { data, turn })
      : null;
  const chosen = { layout, digit, device, ...(batch ? { batch } : {}), ...(input ? { input } : {}) };
  const bytes = format.write(network, metadataOf(model, weightsSha256), chosen);
  await writeIntoFolder(to, bytes);
  const { path, architecture } = model;
  say(
    t('{{from}} ({{format}}) → {{to}}, {{size}} bytes', {
      from: path,
      format: model.format,
      to,
      size: integer(bytes.length),
    }),
  );
  say(t('architecture {{name}}, weights {{sha256}}', { name: architecture.name, sha256: weightsSha256 }));
  if (device) say(device.said);
  if (layout && !device && format.takes.includes('--like')) {
    const [first = '', last = ''] = [layout[0]?.name, layout.at(-1)?.name];
    say(t('weights named as in {{file}}, {{first}} to {{last}}', { file: like ?? path, first, last }));
  }
  if (options.json) {
    const result = { from: path, format: model.format, to, bytes: bytes.length, architecture: architecture.name };
    printJson({ ...result, weightsSha256, ...(device && { measured: device.measured }) });
  }
  return EXIT.done;
}

/** How the class of a file names its weights. @throws CommandError for a file with the names of this library */
async function layoutOf(path: string): Promise<NonNullable<Model['layout']>> {
  const { layout } = await readWeightsFile(await modelFile(path));
  if (layout) return layout;
  throw new CommandError(
    phrase(
      '{{path}} has the names of this library, not those of a class of yours: leave --like out, or name a file of that class.',
      {
        path,
      },
    ),
  );
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new CommandError(
      phrase('{{path}} exists already: choose another name, or overwrite it with --force.', { path }),
    );
  }
}

/**
 * The file's own metadata, to the letter; where it does not tell the architecture, what is known now, and where another
 * one was asked for, without the test error, which is not that one's.
 */
function metadataOf({ path, metadata, architecture, told }: Model, weightsSha256: string): Record<string, string> {
  if (told === 'taken') return { ...metadata };
  const { testErrorPercent, ...others } = metadata;
  const kept = told === 'overruled' ? others : metadata;
  if (told === 'overruled' && testErrorPercent !== undefined) {
    warn(
      t('The test error of {{path}}, {{error}} %, is that of its own architecture: it is left out.', {
        path,
        error: testErrorPercent,
      }),
    );
  }
  if (told === 'nothing' && Object.keys(metadata).length > 0) {
    warn(t('{{path}} has metadata without an architecture: it is added.', { path }));
  }
  return { format: 'lenet5', ...kept, architecture: JSON.stringify(architecture), weightsSha256 };
}
