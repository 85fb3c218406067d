import type { Signal } from '@preact/signals';
import { t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';

/** A cell of the matrix, or null for all. */
export type Choice = { readonly label: number; readonly answer: number } | null;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

interface CellProperties {
  readonly label: number;
  readonly answer: number;
  readonly count: number;
  readonly choice: Signal<Choice>;
}

function Cell({ label, answer, count, choice }: CellProperties) {
  if (label === answer) return <td class="right">{integer(count)}</td>;
  if (count === 0) return <td />;
  const chosen = choice.value?.label === label && choice.value.answer === answer;
  return (
    <td>
      <button
        type="button"
        class="wrong"
        aria-pressed={chosen}
        aria-label={t('misread.cell', { count, label, answer })}
        onClick={() => {
          choice.value = chosen ? null : { label, answer };
        }}
      >
        {count}
      </button>
    </td>
  );
}

type Properties = Pick<CellProperties, 'choice'> & { readonly confusion: readonly (readonly number[])[] };

/** Labels down, answers across, in digits of the test set; a cell chooses what the gallery shows. */
export function Confusion({ confusion, choice }: Properties) {
  return (
    <table class="confusion">
      <caption>{t('misread.confusion')}</caption>
      <thead>
        <tr>
          <td />
          {DIGITS.map((answer) => (
            <th key={answer} scope="col">
              {answer}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DIGITS.map((label) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {DIGITS.map((answer) => {
              const count = confusion[label]?.[answer] ?? 0;
              return <Cell key={answer} label={label} answer={answer} count={count} choice={choice} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
