import { useSignal } from '@preact/signals';
import type { Switch } from 'lenet5/core';
import { expectedInChinese, idleBecause, switchValue, textsOf } from 'lenet5/training';
import { errorText, language, sentences } from '../../state/language.js';
import { sentenceOf } from '../../state/page.js';
import type { LiveRun } from '../../training/live-run.js';
import { active } from '../../training/open-runs.js';
import { changesOf, LAB_SWITCHES } from '../../training/settings.js';
import { withTyped } from './checked.js';
import { say } from './texts.js';

/** The first switch of each group, in the order of the library's table. */
const HEADS = {
  'squash.C1': 'squash',
  'width.C1': 'width',
  family: 'layers',
  output: 'output',
  initialWeights: 'initial',
  criterion: 'loss',
  optimiser: 'optimiser',
  schedule: 'rate',
  order: 'order',
  distortion: 'distortion',
} as const;
type Group = (typeof HEADS)[keyof typeof HEADS];

/** Every switch of the lab in its group. */
function grouped(): Map<Group, Switch[]> {
  const groups = new Map<Group, Switch[]>();
  let members: Switch[] = [];
  for (const each of LAB_SWITCHES) {
    const head = Object.hasOwn(HEADS, each.name) ? HEADS[each.name as keyof typeof HEADS] : null;
    if (head) {
      members = [];
      groups.set(head, members);
    }
    members.push(each);
  }
  return groups;
}

/** What it does, what it takes, and what it does not do here. */
function Meaning({ live, each }: { live: LiveRun; each: Switch }) {
  const settings = live.settings.value;
  const chinese = language.value === 'zh';
  // Names stand in the table as code stands in Markdown.
  const { en, zh } = textsOf(each);
  const about = (chinese ? zh : en).replaceAll('`', '');
  const { expected, words } = each.kind;
  const idle = idleBecause(each, settings, {
    language: language.value,
    keepsWeights: live.run.peek().initial !== null,
  });
  return (
    <span class="switch-words">
      {sentences(
        about,
        !words && say('takes', { expected: chinese ? expectedInChinese(expected) : expected }),
        each.costs && say('costs'),
      )}
      {!chinese && ' '}
      {idle && <b>{say('idle', { because: idle })}</b>}
    </span>
  );
}

function Field({ live, each, changed }: { live: LiveRun; each: Switch; changed: boolean }) {
  const refused = useSignal<{ readonly text: string; readonly sentence: string } | null>(null);
  const [settings, status] = [live.settings.value, live.status.value];
  const unfit = live.unfit.value;
  const clash = unfit?.switches.includes(each.name) ? errorText(unfit.failure) : null;
  const id = `switch-${each.name}`;
  const change = (text: string) => {
    try {
      live.configure(withTyped(live.run.peek().settings, each, text));
      refused.value = null;
    } catch (error) {
      refused.value = { text, sentence: sentenceOf(error) };
    }
  };
  const common = {
    value: refused.value?.text ?? each.kind.write(switchValue(each, settings)),
    disabled: status !== 'new',
    'aria-invalid': refused.value !== null || clash !== null,
    'aria-describedby': id,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change(currentTarget.value),
  };
  return (
    <div class={`switch ${changed ? 'changed' : ''}`}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is one of the two below */}
      <label>
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
      <p id={id}>
        <span class="wrong" role="alert">
          {refused.value?.sentence ?? clash}
        </span>{' '}
        <Meaning live={live} each={each} />
      </p>
    </div>
  );
}

/** Every switch of network and training, by the name that `lenet5 train --set` has for it. */
export function Switches() {
  const live = active.value;
  const settings = live.settings.value;
  const changed = changesOf(settings).map(([{ name }]) => name);
  return (
    <>
      <p class="quiet">{say('note')}</p>
      {[...grouped()].map(([group, members]) => (
        <fieldset key={group}>
          <legend>{say(`group.${group}`)}</legend>
          {members.map((each) => (
            <Field
              key={`${settings.preset} ${each.name}`}
              live={live}
              each={each}
              changed={changed.includes(each.name)}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}
