import { ARCHITECTURES, type ArchitectureName, countNetwork, REJECT } from 'lenet5';
import { EXIT } from '../errors.js';
import { integer, printJson, say } from '../output.js';
import { type Model, networkOf, readModel } from '../run/model.js';

export interface InfoOptions {
  readonly architecture?: ArchitectureName;
  readonly json?: boolean;
}

/** `lenet5 info [MODEL]` @returns the exit code */
export async function info(path: string | undefined, options: InfoOptions): Promise<number> {
  const model = path === undefined ? null : await readModel(path, options.architecture);
  const architecture = model?.architecture ?? ARCHITECTURES[options.architecture ?? 'paper'];
  const counts = countNetwork(architecture);
  const weightsSha256 = model && networkOf(model, { capacity: 1 }).weightsSha256();
  if (options.json) {
    const { metadata } = model ?? { metadata: null };
    const ofModel = model ? { weightsSha256, metadata } : {};
    const reject = REJECT;
    printJson({ architecture: architecture.name, architectureSwitches: architecture, ...counts, reject, ...ofModel });
    return EXIT.done;
  }
  const { pooling, c3, padding, output } = architecture;
  say(`LeNet-5, architecture ${architecture.name}: pooling ${pooling}, C3 ${c3}, padding ${padding}, output ${output}`);
  say();
  say(layerTable(counts));
  say(`\nrecognize refuses an answer ${rejectLine()}`);
  if (model) say(['', ...modelLines(model), `weights, SHA-256    ${weightsSha256}`].join('\n'));
  return EXIT.done;
}

/** The thresholds that `recognize` refuses answers by. */
function rejectLine(): string {
  return `with a distance above ${REJECT.distance}, or less than ${REJECT.margin} before the runner-up`;
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
  const table = [
    ['layer', 'maps × size', 'parameters', 'connections', 'squash'],
    ...rows,
    ['sum', '', integer(parameters), integer(connections), ''],
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 2 || column === 3 ? text.padStart(width) : text.padEnd(width);
  };
  return table.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** [6, 28, 28] → "6 × 28²", [84] → "84". */
function shapeOf([maps, side]: readonly number[]): string {
  return side === undefined ? `${maps}` : `${maps} × ${side}²`;
}

/** What the file says about itself, without the switches that are above already. */
function modelLines({ path, metadata }: Model): string[] {
  const names: readonly (readonly [string, string])[] = [
    ['seed', 'seed'],
    ['epochs', 'passes'],
    ['testErrorPercent', 'test error in %'],
    ['dataIdentity', 'data'],
    ['licence', 'licence'],
  ];
  const known = names.flatMap(([key, name]) => {
    const value = metadata[key];
    return value === undefined ? [] : [`${name.padEnd(18)}  ${printable(value)}`];
  });
  return [`model               ${path}`, ...known];
}

/** A file's own words must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{C}]/gu, '\ufffd').slice(0, 200);
}
