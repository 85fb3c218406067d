import { signal } from '@preact/signals';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { signedBy, Tile } from '../elements/Tile.js';
import { classNames } from '../state/classes.js';
import { t } from '../state/language.js';
import { network } from '../state/model.js';
import { largest } from '../state/numbers.js';
import { comparedWith, shown, statesVersion } from '../state/subject.js';
import { columns } from '../state/units.js';
import { rangeOf } from './range.js';

/** As in the style sheet. */
const phone = matchMedia('(max-width: 40rem)');
const isPhone = signal(phone.matches);
phone.addEventListener('change', () => {
  isPhone.value = phone.matches;
});

/** On a phone the strip scrolls: what it ends in, the last layer beside its bitmap, stands here too. */
export function Compared() {
  if (!isPhone.value) return null;
  statesVersion.value;
  const net = network.value;
  const last = columns.value.at(-1);
  const digit = comparedWith.value ?? -1;
  const bitmap = net.bitmaps[digit];
  if (!last || !bitmap) return null;
  const colour = signedBy(rangeOf(net) ?? 1);
  const { name } = last;
  const states = Array.from(net.unitsNamed(name).state.data.subarray(0, bitmap.length));
  const squares = shown.value === 'squares' ? states.map((value, i) => (value - (bitmap[i] ?? 0)) ** 2) : null;
  const own = squares ? { values: squares, colour: signedBy(largest(squares) || 1) } : { values: states, colour };
  const note = squares ? t('figure.squares', { layer: name, digit: classNames(net)[digit] ?? '' }) : name;
  const shape = { columns: BITMAP_WIDTH, rows: BITMAP_HEIGHT, colour };
  return (
    <div class="compared">
      <figure>
        <Tile {...shape} {...own} label={note} />
        <figcaption>{note}</figcaption>
      </figure>
      <figure>
        <Tile values={bitmap} {...shape} label={t('compared.bitmap', { digit: classNames(net)[digit] ?? '' })} />
        <figcaption>{t('compared.bitmap', { digit: classNames(net)[digit] ?? '' })}</figcaption>
      </figure>
    </div>
  );
}
