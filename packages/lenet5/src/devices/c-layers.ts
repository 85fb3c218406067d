import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer, SubsamplingLayer } from '../network/layers.js';
import type { Numbers } from './c-numbers.js';
import { array } from './c-text.js';
import { sideOf } from './values.js';

/** The function of C that computes a layer: `static void C1(const float *in, float *out)`. */
export function functionOf(layer: Layer, below: readonly number[], numbers: Numbers, last: boolean): string {
  const out = last ? numbers.sum : numbers.unit;
  const head = `static void ${layer.name}(const ${numbers.unit} *in, ${out} *out)\n{\n`;
  return `${head}${bodyOf(layer, below, numbers, last)}}\n`;
}

function bodyOf(layer: Layer, below: readonly number[], numbers: Numbers, last: boolean): string {
  if (layer.kind === 'convolution') return convolution(layer, sideOf(below), numbers);
  if (layer.kind === 'subsampling') return subsampling(layer, numbers);
  return layer.kind === 'dense' ? dense(layer, numbers, last) : distances(layer, numbers);
}

/** Tables of a layer that no kind of number changes. */
export function tablesOf(layer: Layer, bitmaps: readonly (readonly number[])[]): string {
  if (layer.kind === 'distances') return array('signed char', `${layer.name}_bitmap`, bitmaps.flat());
  if (layer.kind !== 'convolution') return '';
  return (
    array(
      'unsigned char',
      `${layer.name}_reads`,
      layer.table.map((inputs) => inputs.length),
    ) + array('unsigned char', `${layer.name}_from`, layer.table.flat())
  );
}

function convolution(layer: ConvolutionLayer, side: number, numbers: Numbers): string {
  const { name, maps, size, stride, border } = layer;
  const units = size * size;
  const cells = border?.cells ?? 0;
  const place = (index: string, of: string) => `${stride} * (${of}) ${cells ? `- ${cells} ` : ''}+ ${index}`;
  const [y, x] = [place('r', `unit / ${size}`), place('c', `unit % ${size}`)];
  const inside = `y >= 0 && y < ${side} && x >= 0 && x < ${side}`;
  const value = `below[y * ${side} + x]`;
  return `  const ${numbers.weight} *weight = ${name}_weight;
  const unsigned char *from = ${name}_from;
  int map, unit, i, r, c;
  for (map = 0; map < ${maps}; map++) {
    for (unit = 0; unit < ${units}; unit++) {
      const ${numbers.weight} *w = weight;
      ${numbers.sum} sum = 0;
      for (i = 0; i < ${name}_reads[map]; i++) {
        const ${numbers.unit} *below = in + from[i] * ${side * side};
        for (r = 0; r < 5; r++) {
          for (c = 0; c < 5; c++) {
            const int y = ${y}, x = ${x};
            sum += *w++ * ${border ? `(${inside} ? ${value} : ${numbers.around(layer)})` : value};
          }
        }
      }
      out[map * ${units} + unit] = ${numbers.finish(layer, 'sum', 'map', `map * ${units} + unit`)};
    }
    weight += 25 * ${name}_reads[map];
    from += ${name}_reads[map];
  }
`;
}

function subsampling(layer: SubsamplingLayer, numbers: Numbers): string {
  const { maps, size, pooling } = layer;
  const [units, side] = [size * size, 2 * size];
  const window = ['0', '1', String(side), String(side + 1)].map((place) => `at[${place}]`);
  const max = window.slice(1).map((unit) => `    if (${unit} > sum) sum = ${unit};\n`);
  return `  int map, unit;
  for (map = 0; map < ${maps}; map++) {
    for (unit = 0; unit < ${units}; unit++) {
      const ${numbers.unit} *at = in + map * ${side * side} + unit / ${size} * ${2 * side} + unit % ${size} * 2;
      ${numbers.sum} sum = ${pooling === 'max' ? window[0] : window.join(' + ')};
${pooling === 'max' ? max.map((line) => `  ${line}`).join('') : ''}      out[map * ${units} + unit] = ${numbers.finish(layer, 'sum', 'map', 'unit')};
    }
  }
`;
}

function dense(layer: DenseLayer, numbers: Numbers, last: boolean): string {
  const { name, units, inputs } = layer;
  const value = last ? numbers.last(layer, 'sum', 'unit') : numbers.finish(layer, 'sum', 'unit', 'unit');
  return `  const ${numbers.weight} *w = ${name}_weight;
  int unit, i;
  for (unit = 0; unit < ${units}; unit++) {
    ${numbers.sum} sum = 0;
    for (i = 0; i < ${inputs}; i++) sum += *w++ * in[i];
    out[unit] = ${value};
  }
`;
}

/** Squared distances, or for angles −Σ of the units with the signs of the bitmap, which the smallest angle has least of, too. */
function distances({ name, classes, inputs, measure }: DistancesLayer, { sum, one }: Numbers): string {
  const term =
    measure === 'angle'
      ? `sum -= *bitmap++ * in[i];`
      : `const ${sum} difference = in[i] - *bitmap++ * ${one};\n      sum += difference * difference;`;
  return `  const signed char *bitmap = ${name}_bitmap;
  int class, i;
  for (class = 0; class < ${classes}; class++) {
    ${sum} sum = 0;
    for (i = 0; i < ${inputs}; i++) {
      ${term}
    }
    out[class] = sum;
  }
`;
}
