import type { Signal } from '@preact/signals';
import { Save } from '../../elements/Save.js';
import { Scroll } from '../../elements/Section.js';
import { integer } from '../../state/numbers.js';
import { say } from './texts.js';

/** A cell of the matrix, or null for all. */
export type Choice = { readonly label: number; readonly answer: number } | null;

interface CellProperties {
  readonly label: number;
  readonly answer: number;
  readonly count: number;
  readonly names: readonly string[];
  readonly choice: Signal<Choice>;
}

function Cell({ label, answer, count, names, choice }: CellProperties) {
  if (label === answer) return <td class="right">{integer(count)}</td>;
  if (count === 0) return <td />;
  const chosen = choice.value?.label === label && choice.value.answer === answer;
  return (
    <td>
      <button
        type="button"
        class="wrong"
        aria-pressed={chosen}
        aria-label={say('misread.cell', { count, label: names[label] ?? label, answer: names[answer] ?? answer })}
        onClick={() => {
          choice.value = chosen ? null : { label, answer };
        }}
      >
        {count}
      </button>
    </td>
  );
}

type Properties = Pick<CellProperties, 'choice'> & {
  readonly confusion: readonly (readonly number[])[];
  readonly names: readonly string[];
  /** What was measured of which weights, and when. */
  readonly source: string;
};

/** Labels down, answers across, in digits of the test set; a cell chooses what the gallery shows. */
export function Confusion({ confusion, names, choice, source }: Properties) {
  return (
    <div data-picture>
      <Save name="confusion" format="svg" title={say('misread.confusion')} source={source} />
      <Scroll label={say('misread.confusion')}>
        <table class="confusion">
          <caption data-unsaved>{say('misread.confusion')}</caption>
          <thead>
            <tr>
              <td />
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.map((counts, label) => (
              <tr key={names[label]}>
                <th scope="row">{names[label]}</th>
                {counts.map((count, answer) => (
                  <Cell key={names[answer]} {...{ names, label, answer, count, choice }} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
