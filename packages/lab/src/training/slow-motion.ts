import { batch, effect, signal } from '@preact/signals';
import type { StateDict } from 'lenet5';
import type { Weights } from 'lenet5/training';
import {
  network,
  type Source,
  showsNetworkOf,
  showWeights,
  source,
  unchangedWeights,
  weightChange,
} from '../state/model.js';
import { pictureSeen, type Shown, type Subject, show, showAs, subject, takeStepBack } from '../state/subject.js';
import type { LiveRun } from './live-run.js';
import type { Step } from './protocol.js';

/** What a single training step consists of, in turn, and what the maps show of it. */
const SHOWN = {
  forward: 'states',
  distances: 'squares',
  gradients: 'deltas',
  update: 'changes',
} as const satisfies Record<string, Shown>;
export type Stage = keyof typeof SHOWN;
export const STAGES = Object.keys(SHOWN) as readonly Stage[];

/** A stage of a step. */
interface Place {
  readonly stage: Stage;
  readonly step: Step;
  readonly live: LiveRun;
  /** The output of the right class before the step. */
  readonly cost: number;
}

/** What is shown, until next or back; null outside slow motion. */
export const place = signal<Place | null>(null);

/** What was in the figure before, and comes back. */
let earlier: { readonly subject: Subject; readonly weights: Weights; readonly source: Source } | null = null;

/** What a step added to each parameter. */
function changeOf({ before, after }: Step): StateDict {
  return new Map(
    Array.from(after, ([name, { shape, data }]) => {
      const old = before.get(name)?.data ?? [];
      return [name, { shape, data: data.map((value, i) => value - (old[i] ?? 0)) }];
    }),
  );
}

/** Sends ∂E/∂a of the outputs back through the network of the figure. */
function sendBack({ outputDelta }: Step): void {
  const net = network.peek();
  const { delta, state, squash } = net.outputs;
  // The backward pass begins with ∂E/∂output: the slope of a tanh, which is in already, comes out again.
  const slope = (i: number) => (squash === 'tanh' && 1 - (state.data[i] ?? 0) ** 2) || 1;
  delta?.data.set(outputDelta.map((value, i) => value / slope(i)));
  net.backward(1, { into: 'gradient', scale: 1 });
  for (const { gradient } of net.parameters) gradient.data.fill(0);
}

/** @param cost null where it is not known yet */
function open(
  stage: Stage,
  { step, live, cost }: Pick<Place, 'step' | 'live'> & { readonly cost: number | null },
): void {
  const { label, input, tried } = step;
  const state = stage === 'update' ? step.after : step.before;
  batch(() => {
    const shows = tried && showsNetworkOf(live.run.peek().settings.architecture);
    if (shows) showWeights(network.peek().architecture, state, source.peek());
    else live.show(state);
    weightChange.value = stage === 'update' ? changeOf(step) : null;
    show({ kind: 'step', label, input });
    const own = network.peek().outputs.state.data[label] ?? 0;
    if (stage === 'gradients') sendBack(step);
    showAs(SHOWN[stage]);
    place.value = { stage, step, live, cost: cost ?? own };
  });
}

/** Shows the first stage of a step. */
export function showStep(live: LiveRun, step: Step): void {
  if (subject.peek().kind !== 'step') {
    earlier = { subject: subject.peek(), weights: unchangedWeights(), source: source.peek() };
    takeStepBack.value = takeBack;
  }
  open('forward', { step, live, cost: null });
}

/** Whether there is a stage before or after this one; after the last of a step of the run comes its next step. */
export function canGo({ stage, step, live }: Place, by: 1 | -1): boolean {
  const at = STAGES.indexOf(stage) + by;
  return at >= 0 && (at < STAGES.length || !(step.tried || live.finished));
}

/** To the stage after this one, or before it. */
export function go(by: 1 | -1): void {
  const now = place.peek();
  if (!now || !canGo(now, by)) return;
  const stage = STAGES[STAGES.indexOf(now.stage) + by];
  if (stage) open(stage, now);
  else now.live.step();
}

/** To any stage of the step. */
export function goTo(stage: Stage): void {
  const now = place.peek();
  if (now) open(stage, now);
}

/** Tries a step on the digit in the figure: of the run and of the weights nothing changes. @param label what it is meant to be */
export function tryStep(live: LiveRun, label: number): void {
  const pixels = pictureSeen();
  if (!pixels) return;
  const { settings, progress, weights, initial } = live.run.peek();
  const { recipe, architecture } = settings;
  const highest = recipe.schedule === 'list' ? Math.max(...recipe.rates) : recipe.rate;
  const own = weights?.state ?? initial?.weights ?? null;
  const start = showsNetworkOf(architecture) ? unchangedWeights().state : own;
  live.tryStep({ settings, weights: start, pixels, label, rate: progress.rate || highest });
}

/** Ends slow motion at once: what was in the figure before comes back, but of a run the weights that it has now. */
export function stopSlow(): void {
  end(false);
}

/** The same with the weights of before the first step: the run goes on from its own, but not in the figure. */
function takeBack(): void {
  end(true);
}

function end(takesBack: boolean): void {
  const [now, before] = [place.peek(), earlier];
  if (!now || !before) return;
  batch(() => {
    place.value = null;
    takeStepBack.value = null;
    weightChange.value = null;
    if (subject.peek().kind === 'step') show(before.subject);
    else showAs('states');
    if (takesBack) now.live.inFigure = false;
    if (takesBack || now.step.tried) showWeights(before.weights.architecture, before.weights.state, before.source);
    else now.live.show();
  });
}

/** Who draws, or opens something else, has turned away from the step. */
effect(() => {
  if (subject.value.kind !== 'step' && place.peek()) stopSlow();
});
