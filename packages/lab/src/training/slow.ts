import { signal } from '@preact/signals';
import { emptyNetwork, network, showWeights, weightChange } from '../state/model.js';
import { show, showDeltas } from '../state/subject.js';
import { unflatten } from './flat.js';
import type { Step } from './protocol.js';
import type { Session } from './session.js';

/** What a single training step consists of, in turn. */
export const STAGES = ['forward', 'loss', 'backward', 'update'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage that is shown, and of which step; null outside slow motion. */
export const stage = signal<{ readonly name: Stage; readonly step: Step } | null>(null);
/** Whether one step follows the other. */
export const slowRunning = signal<Session | null>(null);
const STAGE_MILLISECONDS = 1100;

let timer: ReturnType<typeof setTimeout> | undefined;

function weights(session: Session, flat: Float32Array): void {
  const { architecture } = session.run.peek().settings;
  showWeights(architecture, unflatten(emptyNetwork(architecture), flat), session.source());
}

const actions: Readonly<Record<Stage, (session: Session, step: Step) => void>> = {
  forward(session, { before, label, input }) {
    weights(session, before);
    show({ kind: 'step', label, input });
  },
  loss() {},
  backward(_session, { outputDelta }) {
    const net = network.peek();
    net.outputs.delta?.data.set(outputDelta);
    net.backward(1, { into: 'gradient', scale: 1 });
    for (const { gradient } of net.parameters) gradient.data.fill(0);
    showDeltas();
  },
  update(session, { before, after }) {
    weightChange.value = after.map((value, i) => value - (before[i] as number));
    weights(session, after);
    show({
      kind: 'step',
      label: stage.peek()?.step.label ?? 0,
      input: stage.peek()?.step.input ?? new Float32Array(1024),
    });
  },
};

function play(session: Session, step: Step, at: number): void {
  const name = STAGES[at];
  if (!name) {
    if (slowRunning.peek() === session && !session.finished) session.step();
    else slowRunning.value = null;
    return;
  }
  stage.value = { name, step };
  actions[name](session, step);
  timer = setTimeout(() => play(session, step, at + 1), STAGE_MILLISECONDS);
}

/** Shows a step, stage by stage. */
export function playStep(session: Session, step: Step): void {
  clearTimeout(timer);
  play(session, step, 0);
}

/** Ends slow motion at once. */
export function stopSlow(): void {
  clearTimeout(timer);
  slowRunning.value = null;
  stage.value = null;
  weightChange.value = null;
}
