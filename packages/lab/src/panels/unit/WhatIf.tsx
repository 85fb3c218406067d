import { batch } from '@preact/signals';
import { Section } from '../../elements/Section.js';
import { layerText } from '../../state/layer-text.js';
import { type Change, changes, network, tryOut } from '../../state/model.js';
import { fixed } from '../../state/numbers.js';
import { report } from '../../state/page.js';
import { cover, coverWith, subject } from '../../state/subject.js';
import { gridOf, layerNamed, type Unit } from '../../state/units.js';
import { cell } from './cell.js';
import { chosen, chosenIndex, stopSliding } from './chosen.js';
import { say } from './texts.js';

/** Everything as it was. */
export function restore(): void {
  stopSliding();
  batch(() => {
    cell.value = null;
    tryOut([]);
    if (cover.peek()) coverWith(null);
  });
}

function same(a: Change, b: Change): boolean {
  const key = (each: Change) => JSON.stringify({ ...each, value: 0 });
  return key(a) === key(b);
}

/** Puts a change in, in the place of one of the same thing. */
function put(change: Change): void {
  tryOut([...changes.peek().filter((each) => !same(each, change)), change]);
}

function Switch({ change, text }: { change: Change; text: string }) {
  const on = changes.value.some((each) => same(each, change));
  return (
    <label class="field">
      <input
        type="checkbox"
        checked={on}
        disabled={subject.value.kind === 'step'}
        onChange={() => (on ? tryOut(changes.peek().filter((each) => !same(each, change))) : put(change))}
      />
      <span>{text}</span>
    </label>
  );
}

/** What can be switched off where the unit is. */
function Switches({ unit }: { unit: Unit }) {
  const { layer, map } = unit;
  const { maps } = gridOf(layer);
  const squash = layerNamed(network.value.layers, layer).squash;
  const canSquash = squash !== 'none' || changes.value.some((each) => each.kind === 'squash' && each.layer === layer);
  return (
    <>
      {layer !== 'Output' && <Switch change={{ kind: 'unit', layer, index: chosenIndex() }} text={say('try.unit')} />}
      {maps > 1 && <Switch change={{ kind: 'map', layer, map }} text={say('try.map', { layer, map })} />}
      {canSquash && network.value.architecture.family === 'lenet-5' && layer !== 'Output' && (
        <Switch change={{ kind: 'squash', layer }} text={say('try.squash', { layer })} />
      )}
    </>
  );
}

const MOST = 100;

/** The weight of the cell that was clicked. */
function Weight() {
  const now = cell.value;
  const values = network.value.parameters.find(({ name }) => name === now?.parameter)?.value.data;
  if (!now || !values || !now.parameter.startsWith(`${chosen.value.layer}.`))
    return <p class="quiet">{say('try.weight.hint')}</p>;
  const edit = (text: string) => {
    const value = Number(text.trim().replace('−', '-'));
    if (text.trim() !== '' && Math.abs(value) <= MOST) put({ kind: 'weight', ...now, value });
    else report(new Error(say('try.weight.bad', { text })));
  };
  return (
    <label class="field">
      <span>{say('try.weight')}</span>
      <input
        class="weight-value"
        inputMode="decimal"
        value={fixed(values[now.index] ?? 0, 4)}
        onChange={({ currentTarget }) => edit(currentTarget.value)}
      />
    </label>
  );
}

function wordsOf(each: Change): string {
  switch (each.kind) {
    case 'unit':
      return say('done.unit', { layer: layerText(each.layer), at: each.index });
    case 'map':
      return say('done.map', { layer: each.layer, map: each.map });
    case 'squash':
      return say('done.squash', { layer: each.layer });
    case 'weight':
      return say('done.weight', { parameter: each.parameter, at: each.index, value: fixed(each.value, 4) });
  }
}

/** What can be otherwise, and what is. */
export function WhatIf() {
  const unit = chosen.value;
  return (
    <Section title={say('try')} note={say('try.note')} class="what-if">
      {unit.layer !== 'input' && <Switches unit={unit} />}
      {subject.value.kind === 'step' && <p class="quiet">{say('try.step')}</p>}
      <Weight />
      <ul class="tried">
        {changes.value.map((each) => (
          <li key={JSON.stringify(each)}>{wordsOf(each)}</li>
        ))}
      </ul>
      <button type="button" disabled={changes.value.length === 0 && !cover.value} onClick={restore}>
        {say('try.restore')}
      </button>
    </Section>
  );
}
