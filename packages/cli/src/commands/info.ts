import { extname } from 'node:path';
import type { Command } from 'commander';
import { ARCHITECTURES, type Architecture, type ArchitectureName, countNetwork, RECIPES } from 'lenet5';
import { SWITCHES } from 'lenet5/core';
import { REJECT } from 'lenet5/recognition';
import { idleBecause, switchValue } from 'lenet5/training';
import { namesInMetadata, shownNames } from '../class-names.js';
import { CommandError, EXIT, usageError } from '../errors.js';
import { architectureIn, networkOf, readModel } from '../model/model.js';
import { readOnnxInfo } from '../model/onnx-info.js';
import { formOf, readBytes } from '../model/weights-file.js';
import { integer, padded, printable, printJson, say, sayLines, table } from '../output.js';
import { ARCHITECTURE_NAME, architectureWith } from '../settings.js';
import { phrase, t } from '../texts/language.js';
import { examples, type Finish, OPTIONS } from './options.js';

interface InfoOptions {
  readonly architecture?: ArchitectureName;
  readonly set?: readonly string[];
  readonly json?: boolean;
}

export function addInfo(program: Command, finish: Finish): void {
  program
    .command('info')
    .description(t('print the layers of a network with their parameters and connections'))
    .argument('[MODEL]', t('a .safetensors, .pth or .onnx file to look into'))
    .addOption(OPTIONS.architecture(phrase('that of the file, or paper')))
    .addOption(OPTIONS.set())
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 info --architecture blog', 'lenet5 info model.safetensors'))
    .action(async (model: string | undefined, options: InfoOptions) => finish(await info(model, options)));
}

/** What is known about a file. */
interface Described {
  readonly path: string;
  readonly format: string;
  readonly architecture: Architecture;
  readonly metadata: Readonly<Record<string, string>>;
  /** Null for a file whose weights are not read. */
  readonly weightsSha256: string | null;
}

/** `lenet5 info [MODEL]` @returns the exit code */
async function info(path: string | undefined, options: InfoOptions): Promise<number> {
  const model = path === undefined ? null : await describe(path, options);
  const architecture =
    model?.architecture ??
    architectureWith(ARCHITECTURES[options.architecture ?? ARCHITECTURE_NAME], options.set ?? []);
  const counts = countNetwork(architecture);
  if (options.json) {
    const { format, weightsSha256, metadata } = model ?? {};
    const ofModel = model ? { format, weightsSha256, metadata } : {};
    const reject = REJECT;
    printJson({ architecture: architecture.name, architectureSwitches: architecture, ...counts, reject, ...ofModel });
    return EXIT.done;
  }
  say(t('architecture {{name}}: {{switches}}', { name: architecture.name, switches: switchesOf(architecture) }));
  say();
  sayLines(layerTable(counts));
  say();
  say(rejectLine());
  if (architecture.output === 'linear') say(t('as distance of a score counts −log of its softmax'));
  if (model) for (const line of ['', ...modelLines(model)]) say(line);
  return EXIT.done;
}

/** The switches that do something here, but the squashing functions, which stand in the table of layers. */
function switchesOf(architecture: Architecture): string {
  const settings = { architecture, recipe: RECIPES.fast };
  return SWITCHES.filter(({ of, name }) => of === 'architecture' && !name.startsWith('squash.'))
    .filter((each) => idleBecause(each, settings) === null)
    .map((each) => `${each.name} ${each.kind.write(switchValue(each, settings))}`)
    .join(', ');
}

async function describe(path: string, asked: InfoOptions): Promise<Described> {
  if (extname(path).toLowerCase() === '.onnx') {
    const bytes = await readBytes(path);
    if (formOf(bytes) === null) {
      if (asked.architecture !== undefined || asked.set !== undefined) {
        throw usageError(phrase('An ONNX file tells its own architecture: leave --architecture and --set out.'));
      }
      return describeOnnx(path, bytes);
    }
  }
  const model = await readModel(path, asked);
  return { ...model, weightsSha256: networkOf(model, { capacity: 1 }).weightsSha256() };
}

/** Of an ONNX file only the metadata are read. */
function describeOnnx(path: string, bytes: Uint8Array): Described {
  const { opset, producer, metadata } = readOnnxInfo(bytes, path);
  const architecture = architectureIn(metadata, path);
  if (!architecture) {
    const by = producer === '' ? phrase('an unnamed program') : printable(producer);
    throw new CommandError(
      phrase('{{path}} is an ONNX file of {{by}} that does not tell its architecture: only those of lenet5 do.', {
        path,
        by,
      }),
    );
  }
  return { path, format: `ONNX, operator set ${opset}`, architecture, metadata, weightsSha256: null };
}

/** The thresholds that `recognize` refuses answers by. */
function rejectLine(): string {
  const { distance, margin } = REJECT;
  return t(
    'recognize refuses an answer with a distance above {{distance}}, or less than {{margin}} before the runner-up',
    { distance, margin },
  );
}

/** The paper's table of layers. */
function layerTable({ layers, parameters, connections }: ReturnType<typeof countNetwork>): string {
  const rows = layers.map((layer) => [
    layer.name,
    shapeOf(layer.shape),
    integer(layer.parameters),
    integer(layer.connections),
    layer.squash,
  ]);
  const head = [t('layer'), t('maps × size'), t('parameters'), t('connections'), t('squash')];
  return table([head, ...rows, [t('sum'), '', integer(parameters), integer(connections)]], [0, 1, 4]);
}

/** [6, 28, 28] → "6 × 28²", [84] → "84". */
function shapeOf([maps, side]: readonly number[]): string {
  return side === undefined ? `${maps}` : `${maps} × ${side}²`;
}

/** What the file says about itself, without the switches that are above already. */
function modelLines({ path, format, metadata, weightsSha256 }: Described): string[] {
  const names: readonly (readonly [string, string])[] = [
    ['seed', t('seed')],
    ['epochs', t('passes')],
    ['testErrorPercent', t('test error in %')],
    ['dataIdentity', t('data')],
    ['licence', t('licence')],
  ];
  const known = names.flatMap(([key, name]): [string, string][] => {
    const value = metadata[key];
    const rounded =
      key === 'testErrorPercent' && value !== undefined ? String(Number(Number(value).toFixed(2))) : value;
    return rounded === undefined ? [] : [[name, printable(rounded)]];
  });
  const called = namesInMetadata({ path, metadata });
  const classes: [string, string][] = called ? [[t('classes'), shownNames(called).join(', ')]] : [];
  const sum: [string, string][] = weightsSha256 === null ? [] : [[t('weights, SHA-256'), weightsSha256]];
  const lines: [string, string][] = [
    [t('model'), path],
    [t('format'), printable(format)],
    ...known,
    ...classes,
    ...sum,
  ];
  return lines.map(([name, value]) => `${padded(name, 18)}  ${value}`);
}
