import { useSignal } from '@preact/signals';
import type { ConvolutionLayer } from 'lenet5/core';
import { kernelTerms, type Terms } from '../../figure/sums.js';
import { layerText } from '../../state/layer-text.js';
import { network } from '../../state/model.js';
import { fixed, largest, signed } from '../../state/numbers.js';
import { numbersVersion } from '../../state/subject.js';
import { signedCss, textOnSigned, theme } from '../../state/theme.js';
import type { Unit } from '../../state/units.js';
import { cell } from './cell.js';
import { Ending } from './Ending.js';
import { say } from './texts.js';

const SIDE = 5;

interface Kernel extends Terms {
  readonly map: number;
}

function productsOf({ states, weights }: Terms): number[] {
  return Array.from(weights, (weight, i) => weight * (states[i] ?? 0));
}

function total(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** A unit of a convolution: for each map that it reads patch, kernel and products, with the sum as it grows. */
export function Kernels({ layer, unit }: { layer: ConvolutionLayer; unit: Unit }) {
  numbersVersion.value;
  const open = useSignal(0);
  const { kernels, bias } = kernelTerms(network.value, layer, unit);
  const sums = kernels.map((kernel) => total(productsOf(kernel)));
  const enlarged = Math.min(open.value, kernels.length - 1);
  const before = total(sums.slice(0, enlarged));
  return (
    <section class="kernels-apart">
      <h2>{say('kernels', { layer: layer.name, map: unit.map, row: unit.row, column: unit.column })}</h2>
      {kernels[enlarged] && <Enlarged layer={layer} kernel={kernels[enlarged]} before={before} />}
      {kernels.length > 1 && (
        <ol class="kernel-list">
          {kernels.map((kernel, i) => (
            <li key={kernel.map}>
              <button
                type="button"
                aria-pressed={i === enlarged}
                onClick={() => {
                  open.value = i;
                }}
              >
                {layer.from} {kernel.map}
              </button>
              <span>{say('sum', { sum: signed(sums[i] ?? 0, 3), total: signed(total(sums.slice(0, i + 1)), 3) })}</span>
            </li>
          ))}
        </ol>
      )}
      <Ending layer={layer} sum={total(sums)} bias={bias} unit={unit} />
    </section>
  );
}

/** Numbers in cells of the colour of their values. */
function Numbers(properties: {
  values: ArrayLike<number>;
  caption: string;
  at: number | null;
  onPoint: (at: number | null) => void;
  onChoose?: (at: number) => void;
}) {
  const { values, caption, at, onPoint, onChoose } = properties;
  const full = largest(Array.from(values)) || 1;
  return (
    <figure class="numbers">
      <div class="cells" onPointerLeave={({ pointerType }) => pointerType !== 'touch' && onPoint(null)}>
        {Array.from(values, (value, i) => {
          const share = value / full;
          const style = { background: signedCss(theme.value, share), color: textOnSigned(theme.value, share) };
          const name = `cell ${i === at ? 'lit' : ''}`;
          const point = () => onPoint(i);
          const text = fixed(value, 2);
          if (!onChoose) {
            return (
              <span key={i} class={name} style={style} onPointerEnter={point}>
                {text}
              </span>
            );
          }
          return (
            <button
              key={i}
              type="button"
              class={name}
              style={style}
              onPointerEnter={point}
              onFocus={point}
              onClick={() => onChoose(i)}
            >
              {text}
            </button>
          );
        })}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** One map with its numbers; the product pointed at in words. @param before what the maps before it come to */
function Enlarged({ layer, kernel, before }: { layer: ConvolutionLayer; kernel: Kernel; before: number }) {
  const at = useSignal<number | null>(null);
  const { states, weights, map, parameter, first } = kernel;
  const products = productsOf(kernel);
  const point = (next: number | null) => {
    at.value = next;
  };
  const i = at.value;
  const common = { at: i, onPoint: point };
  const below = layer.from === 'input' ? '' : String(map);
  return (
    <>
      <div class="enlarged">
        <Numbers values={states} caption={say('patch', { from: layerText(layer.from), below })} {...common} />
        <span class="sign">×</span>
        <Numbers
          values={weights}
          caption={say('kernel')}
          {...common}
          onChoose={(place) => {
            cell.value = { parameter, index: first + place };
          }}
        />
        <span class="sign">=</span>
        <Numbers values={products} caption={say('products')} {...common} />
      </div>
      <p class="product">
        {i === null
          ? say('productHint')
          : say('product', {
              row: Math.floor(i / SIDE),
              column: i % SIDE,
              state: fixed(states[i] ?? 0, 3),
              weight: fixed(weights[i] ?? 0, 3),
              product: signed(products[i] ?? 0, 3),
              total: signed(before + total(products.slice(0, i + 1)), 3),
            })}
      </p>
    </>
  );
}
