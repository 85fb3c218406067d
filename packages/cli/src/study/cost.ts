import { createTrainer } from 'lenet5';
import { SWITCHES } from 'lenet5/core';
import type { MnistFolder } from 'lenet5/node';
import { idleBecause, switchValue } from 'lenet5/training';
import { type Configuration, keyOf, partsOf, type Task, teacherOf, untrainedTeachers } from './result-key.js';

/** How long the steps of one kind of training are timed. */
const MEASURE_MS = 200;
/** Steps in which the engine makes its fast code. */
const WARM_UP_STEPS = 200;
const WARM_UP_MS = 300;
/** A pass through the network without learning, as a share of a training step (`npm run bench`). */
const FORWARD_SHARE = 0.35;

/** What the time of a step depends on, on the average over a training. */
export function kindOf({ architecture, recipe, train, backend }: Configuration): string {
  const settings = { architecture, recipe };
  const costly = SWITCHES.filter((each) => each.costs && idleBecause(each, settings) === null);
  const values = costly.map((each) => [each.name, switchValue(each, settings)]);
  const distorts = recipe.distortion !== 'none' && recipe.passes > recipe.plainPasses;
  // Curvature is estimated once a pass at least: the shorter the pass, the more it weighs.
  return JSON.stringify([values, distorts, recipe.optimiser === 'sdlm' ? train.count : null, backend]);
}

/** Seconds of processor time that this process has used: says the same however busy the machine is. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Seconds of one core for a training sample, measured on this machine. */
function secondsPerSample(configuration: Configuration, data: MnistFolder): number {
  const { architecture, recipe, seed, backend } = configuration;
  const { train: part } = partsOf(configuration, data);
  // Rates next to nothing: nobody wants to hear of a training that collapses while it is timed.
  const timed = { ...recipe, rate: 1e-9, rates: [1e-9] };
  const teachers = untrainedTeachers(configuration);
  const begin = () => createTrainer({ architecture, recipe: timed, seed, data: part, backend, teachers });
  let trainer = begin();
  const stepFor = (most: number, ms: number) => {
    const [start, used] = [performance.now(), processorSeconds()];
    let samples = 0;
    for (let steps = 0; steps < most && performance.now() - start < ms; steps++) {
      // A training that ends too soon to be timed begins anew.
      if (trainer.done) trainer = begin();
      const before = trainer.samples;
      trainer.step();
      samples += trainer.samples - before;
    }
    return (processorSeconds() - used) / samples;
  };
  stepFor(WARM_UP_STEPS, WARM_UP_MS);
  return stepFor(Number.POSITIVE_INFINITY, MEASURE_MS);
}

/** Estimates the time of runs; kinds of training that it has not met yet are timed for a moment. */
export class Costs {
  private readonly rates = new Map<string, number>();
  private readonly known = new Map<string, number>();
  /** Of each teacher, the run that is the first to need it. */
  private readonly payers = new Map<string, string>();

  /** @param kept whether the teacher with that key is there already */
  constructor(
    private readonly data: MnistFolder,
    private readonly kept: (key: string) => boolean = () => false,
  ) {}

  /** Seconds of one core, with the teachers that no earlier run has asked for; the same whenever it is asked. */
  of(task: Task): number {
    const seconds = this.known.get(task.key) ?? this.estimate(task);
    this.known.set(task.key, seconds);
    return seconds;
  }

  private estimate({ key, configuration }: Task): number {
    const { recipe, train } = configuration;
    const reading = (recipe.passes + 1) * (this.data.test.count + recipe.validation) + train.count;
    const own = this.rateOf(configuration) * (recipe.passes * train.count + FORWARD_SHARE * reading);
    const seeds = Array.from({ length: recipe.teachers }, (_, i) => i + 1);
    return seeds.reduce((sum, seed) => sum + this.ofTeacher(key, teacherOf(configuration, seed)), own);
  }

  private ofTeacher(student: string, teacher: Configuration): number {
    const key = keyOf(teacher);
    const payer = this.payers.get(key) ?? student;
    this.payers.set(key, payer);
    if (payer !== student || this.kept(key)) return 0;
    return this.rateOf(teacher) * teacher.recipe.passes * teacher.train.count;
  }

  private rateOf(configuration: Configuration): number {
    const kind = kindOf(configuration);
    const rate = this.rates.get(kind) ?? this.measure(configuration);
    this.rates.set(kind, rate);
    return rate;
  }

  /** What cannot be timed cannot be trained either: it costs nothing, and the run itself will say why. */
  private measure(configuration: Configuration): number {
    try {
      return secondsPerSample(configuration, this.data);
    } catch {
      return 0;
    }
  }
}

/** How far a study is, in seconds of one core, and when it will be done. */
export class Clock {
  private done = 0;
  private readonly running = new Map<string, number>();
  private readonly start = performance.now();

  /** @param total estimate for everything that is to be made */
  constructor(
    private readonly costOf: (task: Task) => number,
    private readonly total: number,
    private readonly width: number,
  ) {}

  /** @param share of the run that is done, 0 to 1 */
  progress(task: Task, share: number): void {
    this.running.set(task.key, share * this.costOf(task));
  }

  /** The run is over, whatever came of it. */
  finish(task: Task): void {
    this.running.delete(task.key);
    this.done += this.costOf(task);
  }

  /** Seconds until the end: as estimated at first, then at the pace seen. */
  get secondsLeft(): number {
    const done = this.done + [...this.running.values()].reduce((sum, value) => sum + value, 0);
    const elapsed = (performance.now() - this.start) / 1000;
    const left = Math.max(0, this.total - done);
    const trusted = done > 0.02 * this.total;
    return trusted ? (left * elapsed) / done : left / this.width;
  }
}
