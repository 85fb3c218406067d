import { checkArchitecture, checkRecipe } from 'lenet5';
import type { Switch } from 'lenet5/core';
import { idleBecause, readSwitch, switchValue, withSwitch } from 'lenet5/training';
import { aboutSwitch, language, t } from '../../state/language.js';
import { report } from '../../state/page.js';
import type { LiveRun } from '../../training/live-run.js';
import { active } from '../../training/open-runs.js';
import { changesOf, LAB_SWITCHES, readText } from '../../training/settings.js';

/** Takes a typed value over where the library accepts it. */
function change(live: LiveRun, each: Switch, text: string): void {
  try {
    const value = readText(each, text.trim()) ?? readSwitch(each, text);
    const next = withSwitch(live.run.peek().settings, each, value);
    checkArchitecture(next.architecture);
    checkRecipe(next.recipe);
    live.configure(next);
  } catch (error) {
    report(error);
  }
}

function Field({ live, each, changed }: { live: LiveRun; each: Switch; changed: boolean }) {
  const { settings, status } = live.run.value;
  const idle = idleBecause(each, settings, { language: language.value });
  const about = aboutSwitch(each);
  const common = {
    value: each.kind.write(switchValue(each, settings)),
    disabled: status !== 'new',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change(live, each, currentTarget.value),
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two below
    <label
      class={`switch ${changed ? 'changed' : ''} ${idle ? 'idle' : ''}`}
      title={idle ? t('switch.idle', { about, because: idle }) : about}
    >
      <code>{each.name}</code>
      {each.kind.words ? (
        <select {...common}>
          {each.kind.words.map((word) => (
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
  const live = active.value;
  const changed = changesOf(live.run.value.settings).map(([{ name }]) => name);
  return (
    <details class="switches">
      <summary>{t('switch.summary', { count: changed.length })}</summary>
      <p class="quiet">{t('switch.note')}</p>
      {(['architecture', 'recipe'] as const).map((of) => (
        <fieldset key={of}>
          <legend>{t(`switch.${of}`)}</legend>
          {LAB_SWITCHES.filter((each) => each.of === of).map((each) => (
            <Field key={each.name} live={live} each={each} changed={changed.includes(each.name)} />
          ))}
        </fieldset>
      ))}
    </details>
  );
}
