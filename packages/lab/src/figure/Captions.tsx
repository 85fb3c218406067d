import { type Key, t } from '../state/language.js';
import { COLUMNS, type Column } from '../state/units.js';
import type { Layout, Place } from './layout.js';

const SHAPES: Readonly<Record<Column, string>> = {
  input: '32×32',
  C1: '6@28×28',
  S2: '6@14×14',
  C3: '16@10×10',
  S4: '16@5×5',
  C5: '120',
  F6: '84 = 7×12',
};

/** Names and sizes under the layers, as in the paper's figure. */
export function Captions({ layout, ratio }: { layout: Layout; ratio: number }) {
  return (
    <div class="captions" aria-hidden="true" style={{ width: `${layout.width / ratio}px` }}>
      {COLUMNS.map((name) => {
        const { x, width } = layout.places.get(name) as Place;
        return (
          <div key={name} class="caption" style={{ left: `${(x + width / 2) / ratio}px` }}>
            <b>{name === 'input' ? t('figure.input' satisfies Key) : name}</b>
            <span>{SHAPES[name]}</span>
          </div>
        );
      })}
    </div>
  );
}
