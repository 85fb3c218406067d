import { elementsOf } from '../files/tensors.js';
import { type Fits, fit, mustFit, optionsOf } from '../given/options.js';
import { INPUT_SIDE, inputSideOf, PICTURE_SIDE } from '../network/families.js';
import { NETWORK, type Network } from '../network/network.js';
import type { Architecture } from '../switches/table.js';
import { functionOf, tablesOf } from './c-layers.js';
import { floats, type Numbers, wholeNumbers } from './c-numbers.js';
import { comment } from './c-text.js';
import type { Int8Network } from './int8-network.js';
import { largestWins } from './values.js';
import { INT8 } from './write-int8.js';

/** Choices of `writeC` and `writeFixedPoint`. */
export interface NotesOptions {
  /** Lines for the comment at the head of the file: where the weights come from, what was measured. */
  readonly notes?: readonly string[];
}

export const NOTES = fit('a list of texts', (given) =>
  Array.isArray(given) && given.every((line) => typeof line === 'string'));
const OPTIONS: Fits<NotesOptions> = { notes: NOTES };
const ANY = fit('a network, as createNetwork() or quantise() makes it', (given) =>
  NETWORK.accepts(given) || isInt8(given));

function isInt8(given: unknown): given is Int8Network {
  return INT8.accepts(given);
}

/**
 * Writes a network as one file of C99 that needs nothing but the standard library: `int lenet5_forward(const unsigned char
 * *pixels, float *outputs)` reads a picture of 28×28 bytes, 0 background to 255 ink, and answers with its class. Without
 * floats (`int32_t *outputs`, no `math.h`) for a network of `quantise`. It keeps its units in static memory: one call at a time.
 * Compiled with `-DLENET5_MAIN` it is a program that reads pictures from its input and prints their classes.
 * @throws SettingError for what is no network, and notes that are no texts
 * @example
 * import { writeC } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const source = writeC(pretrained(), { notes: ['the weights that come with lenet5'] });
 * console.log(source.includes('lenet5_forward')); // gcc -std=c99 -DLENET5_MAIN lenet5.c -lm
 */
export function writeC(network: Network | Int8Network, options?: NotesOptions): string {
  mustFit('network', network, ANY);
  const { notes = [] } = optionsOf(options, OPTIONS, 'writeC');
  const { architecture, bitmaps } = network;
  const int8 = isInt8(network);
  const numbers = int8 ? wholeNumbers(network) : floats(network);
  const layers = int8 ? network.layers.map(({ layer }) => layer) : network.layers;
  const inputs = inputSideOf(architecture) ** 2;
  const most = Math.max(inputs, ...layers.slice(0, -1).map(({ shape }) => elementsOf(shape)));
  const belows = [[1, inputSideOf(architecture), inputSideOf(architecture)], ...layers.map(({ shape }) => shape)];
  const about = [
    `LeNet-5, ${architecture.name}: ${int8 ? 'int8, no floats' : 'float'}. Written by lenet5 as C99.`,
    ...notes,
    '',
    'pixels: 28x28 bytes, 0 (background) to 255 (ink), row by row. Returns the class, from 0 on.',
    `outputs: one for each class, the ${largestWins(layers.at(-1)) ? 'largest' : 'smallest'} is the answer. Not reentrant.`,
  ];
  return [
    comment(about),
    numbers.headers.map((name) => `#include <${name}>`).join('\n'),
    `\n#define LENET5_CLASSES ${network.architecture.classes}\n`,
    `int lenet5_forward(const unsigned char *pixels, ${numbers.sum} *outputs);\n`,
    numbers.before,
    ...layers.flatMap((layer, i) => [
      tablesOf(layer, bitmaps) + numbers.constants(layer),
      functionOf(layer, belows[i] ?? [], numbers, i === layers.length - 1),
    ]),
    opening(architecture, numbers),
    forward(
      layers.map(({ name }) => name),
      most,
      numbers,
      largestWins(layers.at(-1)),
    ),
    main(numbers),
  ].join('\n');
}

/** From pixels to the input: with a border, or reduced to 16×16, where the shares of four pixels are eighths. */
function opening({ padding, family }: Architecture, numbers: Numbers): string {
  const side = inputSideOf({ family });
  const head = `static void opened(const unsigned char *pixels, ${numbers.unit} *out)\n{\n  int i;\n`;
  const loop = `  for (i = 0; i < ${side * side}; i++) {\n`;
  if (side < PICTURE_SIDE) {
    return `${head}${loop}    const int y = 14 * (i / ${side}) + 3, x = 14 * (i % ${side}) + 3;
    const unsigned char *at = pixels + y / 8 * ${PICTURE_SIDE} + x / 8;
    const int upper = (8 - x % 8) * at[0] + x % 8 * at[1];
    const int lower = (8 - x % 8) * at[${PICTURE_SIDE}] + x % 8 * at[${PICTURE_SIDE + 1}];
    out[i] = ${numbers.input('((8 - y % 8) * upper + y % 8 * lower)', 64)};
  }
}
`;
  }
  const cells = (INPUT_SIDE - PICTURE_SIDE) / 2;
  const last = PICTURE_SIDE - 1;
  const place = `    int y = i / ${side} - ${cells}, x = i % ${side} - ${cells};\n`;
  if (padding === 'replicate') {
    return `${head}${loop}${place}    y = y < 0 ? 0 : y > ${last} ? ${last} : y;
    x = x < 0 ? 0 : x > ${last} ? ${last} : x;
    out[i] = ${numbers.input(`pixels[y * ${PICTURE_SIDE} + x]`, 1)};
  }
}
`;
  }
  return `${head}${loop}${place.replace('int y', 'const int y')}    const int inside = y >= 0 && y <= ${last} && x >= 0 && x <= ${last};
    out[i] = inside ? ${numbers.input(`pixels[y * ${PICTURE_SIDE} + x]`, 1)} : ${numbers.beyond};
  }
}
`;
}

function forward(names: readonly string[], most: number, { unit, sum }: Numbers, largest: boolean): string {
  const buffers = ['a', 'b'];
  const calls = names.map((name, i) => {
    const out = i === names.length - 1 ? 'outputs' : buffers[(i + 1) % 2];
    return `  ${name}(${buffers[i % 2]}, ${out});\n`;
  });
  return `int lenet5_forward(const unsigned char *pixels, ${sum} *outputs)
{
  static ${unit} a[${most}], b[${most}];
  int i, best = 0;
  opened(pixels, a);
${calls.join('')}  for (i = 1; i < LENET5_CLASSES; i++) {
    if (outputs[i] ${largest ? '>' : '<'} outputs[best]) best = i;
  }
  return best;
}
`;
}

function main({ sum }: Numbers): string {
  return `#ifdef LENET5_MAIN
#include <stdio.h>

int main(void)
{
  unsigned char pixels[${PICTURE_SIDE * PICTURE_SIDE}];
  ${sum} outputs[LENET5_CLASSES];
  while (fread(pixels, 1, sizeof pixels, stdin) == sizeof pixels) printf("%d\\n", lenet5_forward(pixels, outputs));
  return 0;
}
#endif
`;
}
