import { checkArchitecture, checkRecipe } from 'lenet5';
import { t } from '../../state/language.js';
import { report } from '../../state/page.js';
import { changesOf, withSwitch } from '../../training/changes.js';
import type { Session } from '../../training/session.js';
import { active } from '../../training/sessions.js';
import { parseValue, readValue, SWITCHES, type Switch, valueText } from '../../training/switches.js';

/** Takes a typed value over where the library accepts it. */
function change(session: Session, each: Switch, text: string): void {
  const value = parseValue(each, text.trim());
  if (value === undefined) {
    report(t('switch.unreadable', { name: each.name, value: text }));
    return;
  }
  const next = withSwitch(session.run.peek().settings, each.name, value);
  try {
    checkArchitecture(next.architecture);
    checkRecipe(next.recipe);
    session.configure(next);
  } catch (error) {
    report(error);
  }
}

function Field({ session, each, changed }: { session: Session; each: Switch; changed: boolean }) {
  const { settings, status } = session.run.value;
  const value = valueText(readValue(each, settings.architecture, settings.recipe));
  const common = {
    value,
    disabled: status !== 'new',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change(session, each, currentTarget.value),
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two below
    <label class={`switch ${changed ? 'changed' : ''}`}>
      <code>{each.name}</code>
      {each.values ? (
        <select {...common}>
          {each.values.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      ) : (
        <input type="text" inputMode="decimal" {...common} />
      )}
    </label>
  );
}

/** Every switch of network and training, by the name that `lenet5 train --set` has for it. */
export function Switches() {
  const session = active.value;
  const changed = new Set(changesOf(session.run.value.settings).map(([name]) => name));
  return (
    <details class="switches">
      <summary>{t('switch.summary', { count: changed.size })}</summary>
      <p class="quiet">{t('switch.note')}</p>
      {(['architecture', 'recipe'] as const).map((of) => (
        <fieldset key={of}>
          <legend>{t(of === 'architecture' ? 'switch.architecture' : 'switch.recipe')}</legend>
          {SWITCHES.filter((each) => each.of === of).map((each) => (
            <Field key={each.name} session={session} each={each} changed={changed.has(each.name)} />
          ))}
        </fieldset>
      ))}
    </details>
  );
}
