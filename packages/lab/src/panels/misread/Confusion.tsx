import type { Signal } from '@preact/signals';
import { t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';

/** A cell of the matrix, or null for all. */
export type Choice = { readonly label: number; readonly answer: number } | null;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Labels down, answers across, in digits of the test set; a cell chooses what the gallery shows. */
export function Confusion({
  confusion,
  choice,
}: {
  confusion: readonly (readonly number[])[];
  choice: Signal<Choice>;
}) {
  const chosen = (label: number, answer: number) => choice.value?.label === label && choice.value.answer === answer;
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
              if (label === answer)
                return (
                  <td key={answer} class="right">
                    {integer(count)}
                  </td>
                );
              return (
                <td key={answer}>
                  {count > 0 && (
                    <button
                      type="button"
                      class="wrong"
                      aria-pressed={chosen(label, answer)}
                      aria-label={t('misread.cell', { count, label, answer })}
                      onClick={() => {
                        choice.value = chosen(label, answer) ? null : { label, answer };
                      }}
                    >
                      {count}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
