import { signal } from '@preact/signals';
import type { StateDict } from 'lenet5';
import { network, weightChange } from '../state/model.js';
import { show, showDeltas } from '../state/subject.js';
import type { LiveRun } from './live-run.js';
import type { Step } from './protocol.js';

/** What a single training step consists of, in turn. */
export const STAGES = ['forward', 'loss', 'backward', 'update'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage that is shown, and of which step; null outside slow motion. */
export const stage = signal<{ readonly name: Stage; readonly step: Step } | null>(null);
/** Whether one step follows the other. */
export const slowRunning = signal<LiveRun | null>(null);
const STAGE_MILLISECONDS = 1100;

let timer: ReturnType<typeof setTimeout> | undefined;

/** What a step added to each parameter. */
function changeOf({ before, after }: Step): StateDict {
  return new Map(
    Array.from(after, ([name, { shape, data }]) => {
      const old = before.get(name)?.data ?? [];
      return [name, { shape, data: data.map((value, i) => value - (old[i] ?? 0)) }];
    }),
  );
}

const actions: Readonly<Record<Stage, (live: LiveRun, step: Step) => void>> = {
  forward(live, { before, label, input }) {
    live.show(before);
    show({ kind: 'step', label, input });
  },
  loss() {},
  backward(_live, { outputDelta }) {
    const net = network.peek();
    net.outputs.delta?.data.set(outputDelta);
    net.backward(1, { into: 'gradient', scale: 1 });
    for (const { gradient } of net.parameters) gradient.data.fill(0);
    showDeltas();
  },
  update(live, step) {
    weightChange.value = changeOf(step);
    live.show(step.after);
    show({ kind: 'step', label: step.label, input: step.input });
  },
};

function play(live: LiveRun, step: Step, at: number): void {
  const name = STAGES[at];
  if (!name) {
    if (slowRunning.peek() === live && !live.finished) live.step();
    else slowRunning.value = null;
    return;
  }
  stage.value = { name, step };
  actions[name](live, step);
  timer = setTimeout(() => play(live, step, at + 1), STAGE_MILLISECONDS);
}

/** Shows a step, stage by stage. */
export function playStep(live: LiveRun, step: Step): void {
  clearTimeout(timer);
  play(live, step, 0);
}

/** Ends slow motion at once. */
export function stopSlow(): void {
  clearTimeout(timer);
  slowRunning.value = null;
  stage.value = null;
  weightChange.value = null;
}
