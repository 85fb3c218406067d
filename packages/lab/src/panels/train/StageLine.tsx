import { type Key, t } from '../../state/language.js';
import { weightChange } from '../../state/model.js';
import { fixed, largest, scientific } from '../../state/numbers.js';
import { reading } from '../../state/subject.js';
import { STAGES, type Stage, stage } from '../../training/slow.js';

function wordsOf(name: Stage, label: number, loss: number, rate: number): string {
  const own = reading.value?.distances[label] ?? 0;
  const values: Record<Stage, Record<string, string | number>> = {
    forward: { label, digit: reading.value?.digit ?? '' },
    loss: { label, distance: fixed(own, 2), loss: fixed(loss, 3) },
    backward: {},
    update: {
      rate: scientific(rate),
      change: scientific(largest(weightChange.value ?? [])),
    },
  };
  return t(`stage.${name}` satisfies Key, values[name]);
}

/** The stages of a single step; the present one in words and numbers. */
export function StageLine() {
  const now = stage.value;
  if (!now) return null;
  const { label, loss, rate } = now.step;
  return (
    <div class="stages" aria-live="polite">
      <ol>
        {STAGES.map((name, i) => (
          <li key={name} aria-current={name === now.name ? 'step' : undefined}>
            {i + 1} {t(`stage.${name}.name` satisfies Key)}
          </li>
        ))}
      </ol>
      <p>{wordsOf(now.name, label, loss, rate)}</p>
    </div>
  );
}
