import type { Recipe } from 'lenet5';
import { useEffect } from 'preact/hooks';
import { Select } from '../../elements/Field.js';
import { isTyping } from '../../elements/typing.js';
import { scaleOf } from '../../figure/changes.js';
import { classNames } from '../../state/classes.js';
import { sentences } from '../../state/language.js';
import { network, weightChange } from '../../state/model.js';
import { fixed, integer, largest, scientific } from '../../state/numbers.js';
import { reading } from '../../state/subject.js';
import { active } from '../../training/open-runs.js';
import type { Step } from '../../training/protocol.js';
import { canGo, go, goTo, place, STAGES, type Stage, stopSlow, tryStep } from '../../training/slow-motion.js';
import { say } from './texts.js';
import './stages.css';

/** Where one types, a letter is a letter. */
function useKeys(): void {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (isTyping(target) || ctrlKey || metaKey || altKey) return;
      if (key.toLowerCase() === 'n') go(1);
      if (key.toLowerCase() === 'b') go(-1);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** How the weights move: a step for a look is a plain one, whatever the run has. */
function howOf({ rate, tried }: Step, optimiser: Recipe['optimiser']): string {
  const isPlain = tried && optimiser !== 'sgd';
  return say(isPlain ? 'how.plain' : `how.${optimiser}`, { rate: scientific(rate), optimiser });
}

/** The stage in words and numbers. */
function wordsOf(): string {
  const now = place.value;
  if (!now) return '';
  const { stage, step, cost, live } = now;
  const net = network.value;
  const names = classNames(net);
  const label = names[step.label] ?? '';
  const compared = net.layers.at(-1)?.kind === 'distances';
  const after = net.outputs.state.data[step.label] ?? 0;
  const changes = [...(weightChange.value?.values() ?? [])].map(({ data }) => data);
  const scales = net.layers
    .filter(({ parameters }) => parameters.length > 0)
    .map((layer) => scaleOf(layer, weightChange.value ?? new Map()));
  const several = step.samples > 1 && say('several', { samples: integer(step.samples) });
  const values: Record<Stage, Record<string, string | number>> = {
    forward: { label, digit: names[reading.value?.digit ?? -1] ?? '' },
    distances: { label, cost: fixed(cost, 2), loss: fixed(step.loss, 3) },
    gradients: {},
    update: {
      least: integer(Math.min(...scales)),
      most: integer(Math.max(...scales)),
      how: howOf(step, live.run.value.settings.recipe.optimiser),
      change: scientific(largest(...changes)),
      label,
      cost: fixed(cost, 3),
      after: fixed(after, 3),
    },
  };
  const key = compared || stage === 'gradients' ? stage : (`${stage}.scores` as const);
  return sentences(say(key, values[stage]), several);
}

/** What the digit tried is meant to be. */
function Meant({ step }: { step: Step }) {
  const options = classNames(network.value).map((name, i) => [i, name] as const);
  const again = (label: number) => {
    stopSlow();
    tryStep(active.peek(), label);
  };
  return <Select name={say('meant')} value={step.label} options={options} onChoose={again} />;
}

/** The part of the figure that a stage is about comes into view: on a phone it scrolls sideways. */
function useView(stage: Stage | undefined): void {
  useEffect(() => {
    const figure = document.querySelector('.figure');
    const right = stage === 'distances' || stage === 'gradients';
    figure?.scrollIntoView({ block: 'nearest' });
    figure?.scrollTo({ left: right ? figure.scrollWidth : 0 });
  }, [stage]);
}

/** A training step, taken apart: it stops at each stage, and the figure shows what the stage is about. */
export function Stages() {
  useKeys();
  const now = place.value;
  useView(now?.stage);
  if (!now) return null;
  const { stage, step } = now;
  return (
    <section class="stages" aria-label={say('name')}>
      <ol>
        {STAGES.map((name, i) => (
          <li key={name}>
            <button type="button" aria-current={name === stage ? 'step' : undefined} onClick={() => goTo(name)}>
              {i + 1} {say(`${name}.name`)}
            </button>
          </li>
        ))}
      </ol>
      <div class="tools">
        <button type="button" disabled={!canGo(now, -1)} onClick={() => go(-1)}>
          {say('back')}
        </button>
        <button type="button" class="primary" disabled={!canGo(now, 1)} onClick={() => go(1)}>
          {say(stage === 'update' && !step.tried ? 'next.digit' : 'next')}
        </button>
        <button type="button" onClick={stopSlow}>
          {say('leave')}
        </button>
        {step.tried && <Meant step={step} />}
      </div>
      <p aria-live="polite">{wordsOf()}</p>
      {step.tried && <p class="quiet">{say('tried')}</p>}
    </section>
  );
}
