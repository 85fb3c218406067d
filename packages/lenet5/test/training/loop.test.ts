import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import type { Recipe } from '../../src/switches/table.js';
import { evaluate, finish } from '../../src/training/evaluation.js';
import {
  compareOnValidation,
  type EndedPass,
  type PassEvaluations,
  type TrainingEvent,
  type TrainingState,
} from '../../src/training/events.js';
import { type Driver, TrainingLoop } from '../../src/training/loop.js';
import { Evaluator } from '../../src/training/measuring.js';
import { thrownBy } from '../expect-error.js';
import { testSamples, trainingSamples } from '../network/support.js';
import { makeTrainer, run } from './support.js';

const CHANGES: Partial<Recipe> = { passes: 3, warmUp: 20, distortion: 'affine', plainPasses: 1, validation: 1 };

let data: Dataset;
let test: Dataset;
beforeAll(async () => {
  data = await trainingSamples(90);
  test = await testSamples(50);
});

const make = (changes = CHANGES) => makeTrainer({ data, changes });

/** Measures as a worker does: some time later, on a network of its own. */
function measurer(): Required<Driver>['measure'] {
  const evaluator = new Evaluator();
  evaluator.keep('validation', data);
  evaluator.keep('test', test);
  return async ({ weights }) => {
    const [validation, tested] = finish(
      evaluator.stepwise(weights, ['validation', 'test'], { criterion: 'eq9', j: 3 }),
    );
    await new Promise((done) => setTimeout(done, 1));
    return { train: null, validation, test: tested } as PassEvaluations;
  };
}

/** A slice of so many steps. */
function slices(steps: number): () => boolean {
  let taken = 0;
  return () => ++taken % steps === 0;
}

async function follow(loop: TrainingLoop, driver: Partial<Driver> = {}): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of loop.run({ enough: slices(16), measure: measurer(), ...driver })) events.push(event);
  return events;
}

const kinds = (events: readonly TrainingEvent[]) => events.map(({ kind }) => kind);
const of = <K extends TrainingEvent['kind']>(events: readonly TrainingEvent[], kind: K) =>
  events.filter((event): event is Extract<TrainingEvent, { kind: K }> => event.kind === kind);

describe('a run to the end', () => {
  it.each([false, true])(
    'beside: %s; the weights are those of steps alone, and each pass is measured',
    async (beside) => {
      const loop = new TrainingLoop({ trainer: make() });
      const events = await follow(loop, { beside });
      expect(loop.trainer.network.weightsSha256()).toBe(run(make()).network.weightsSha256());
      expect(of(events, 'pass').map(({ ended }) => ended.pass)).toEqual([1, 2, 3]);
      expect(of(events, 'measured').map(({ record }) => record.pass)).toEqual([1, 2, 3]);
      expect(kinds(events).at(-1)).toBe('done');
      expect(kinds(events).filter((kind) => kind === 'done' || kind === 'stopped')).toHaveLength(1);
      expect(loop.results).toMatchObject({ pending: [], steps: 270 });
      const last = of(events, 'measured').at(-1);
      expect(last?.evaluations.test).toEqual(evaluate(loop.trainer.network, test, { criterion: 'eq9', j: 3 }));
      expect(last?.ended.weightsSha256).toBe(loop.trainer.network.weightsSha256());
    },
  );

  it('without a measurement it trains alike, and keeps no weights of passes', async () => {
    const loop = new TrainingLoop({ trainer: make() });
    const events: TrainingEvent[] = [];
    for await (const event of loop.run({ enough: slices(50) })) events.push(event);
    expect(of(events, 'measured')).toEqual([]);
    expect(loop.results.pending).toEqual([]);
    expect(loop.trainer.network.weightsSha256()).toBe(run(make()).network.weightsSha256());
  });

  it('driven slice by slice, with nobody to measure, it keeps no weights of passes either', () => {
    const loop = new TrainingLoop({ trainer: make() });
    const ended: EndedPass[] = [];
    while (!loop.trainer.done) {
      for (const event of loop.slice(slices(50))) if (event.kind === 'pass') ended.push(event.ended);
    }
    expect(ended.map(({ pass }) => pass)).toEqual([1, 2, 3]);
    expect(loop.state().pending).toEqual([]);
    expect(ended.at(-1)?.weightsSha256).toBe(run(make()).network.weightsSha256());
  });

  it('a pass that is measured beside the next is never overtaken by more than one', async () => {
    const measure = measurer();
    let [begun, ended] = [0, 0];
    const slow = async (pass: EndedPass) => {
      begun++;
      await new Promise((done) => setTimeout(done, 20));
      ended++;
      return measure(pass);
    };
    const loop = new TrainingLoop({ trainer: make() });
    for await (const { kind } of loop.run({ enough: slices(8), measure: slow, beside: true })) {
      if (kind === 'pass') expect(loop.results.pending.length).toBeLessThanOrEqual(2);
      expect(begun - ended).toBeLessThanOrEqual(1);
    }
    expect([begun, ended]).toEqual([3, 3]);
  });

  it('stretches: their sums are those of the pass, and the end of a pass ends one', async () => {
    const loop = new TrainingLoop({ trainer: make(), stretch: () => 40 });
    const events = await follow(loop);
    expect(of(events, 'stretch').map(({ stretch }) => stretch.samples)).toEqual([
      40, 80, 90, 130, 170, 180, 220, 260, 270,
    ]);
    const [a, b, c] = of(events, 'stretch').map(({ stretch }) => stretch);
    const { running } = of(events, 'pass')[0]!.ended;
    expect(40 * a!.meanLoss + 40 * b!.meanLoss + 10 * c!.meanLoss).toBeCloseTo(running.lossSum, 9);
    expect(40 * a!.errorPercent + 40 * b!.errorPercent + 10 * c!.errorPercent).toBeCloseTo(100 * running.errors, 9);
  });

  it('the rate of a pass is that in its middle, so that of the last one is no zero', async () => {
    const loop = new TrainingLoop({ trainer: make({ ...CHANGES, schedule: 'cosine', rate: 1e-3 }) });
    const rates = of(await follow(loop), 'measured').map(({ record }) => record.learningRate);
    const cosine = (share: number) => 0.5e-3 * (1 + Math.cos(Math.PI * share));
    // 20 of the 270 samples are warm-up.
    for (const [i, sample] of [45, 135, 225].entries()) expect(rates[i]).toBeCloseTo(cosine((sample - 20) / 250), 12);
  });

  it('the best pass is the one that the comparison on validation puts first', async () => {
    const loop = new TrainingLoop({ trainer: make() });
    const measured = of(await follow(loop), 'measured');
    const scores = measured.map(
      ({ record }) => record as typeof record & { validationErrorPercent: number; validationLoss: number },
    );
    const [first] = [...scores].sort(compareOnValidation);
    expect(loop.results.best?.pass).toBe(first?.pass);
    expect(measured.filter(({ best }) => best).at(-1)?.record.pass).toBe(first?.pass);
  });

  it('seconds are those of the clock it was given, and go on where an earlier loop was', async () => {
    let clock = 100;
    const now = () => clock;
    const loop = new TrainingLoop({ trainer: make(), now });
    loop.slice();
    clock = 107;
    const state = loop.state();
    expect(state.seconds).toBe(7);
    clock = 5000;
    const later = new TrainingLoop({ trainer: make(), from: state, now });
    clock = 5003;
    const [first] = of(await follow(later), 'measured');
    expect(first?.record.seconds).toBe(10);
  });
});

describe('stopped and taken up again', () => {
  /** Runs until so many slices are over, then again from the state as it travels, to the end. */
  async function interrupted(at: number, beside: boolean) {
    const events: TrainingEvent[] = [];
    let state: TrainingState | null = null;
    for (let part = 0; part < 100; part++) {
      const loop: TrainingLoop = new TrainingLoop({ trainer: make(), from: state, stretch: () => 40 });
      const abort = new AbortController();
      let left = at;
      for await (const event of loop.run({ enough: slices(7), measure: measurer(), beside, signal: abort.signal })) {
        events.push(event);
        if (event.kind === 'progress' && --left === 0) abort.abort();
      }
      state = structuredClone(loop.state());
      if (kinds(events).at(-1) === 'done') return { events, loop };
    }
    throw new Error('It never ended.');
  }

  it.each([
    [1, false],
    [1, true],
    [5, true],
    [9, false],
  ])('after every %i slices, beside: %s: the same weights, records and stretches', async (at, beside) => {
    const whole = new TrainingLoop({ trainer: make(), stretch: () => 40 });
    const expected = await follow(whole);
    const { events, loop } = await interrupted(at, beside);
    expect(loop.trainer.network.weightsSha256()).toBe(whole.trainer.network.weightsSha256());
    expect(loop.results.passes).toEqual(whole.results.passes);
    expect(loop.results.best).toEqual(whole.results.best);
    expect(loop.results.steps).toBe(whole.results.steps);
    expect(of(events, 'stretch')).toEqual(of(expected, 'stretch'));
    expect(of(events, 'pass').map(({ ended }) => ended.weightsSha256)).toEqual(
      of(expected, 'pass').map(({ ended }) => ended.weightsSha256),
    );
  });

  it('a state taken while a listener handles a measurement has it still to do', async () => {
    const loop = new TrainingLoop({ trainer: make() });
    const states: TrainingState[] = [];
    for await (const { kind } of loop.run({ enough: slices(16), measure: measurer() })) {
      if (kind === 'measured' || kind === 'keep') states.push(loop.state());
    }
    const counts = states.map(({ passes, pending }) => [passes.length, pending.length]);
    expect(counts.slice(0, 3)).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('a stop that was asked for before it begins is heard at once', async () => {
    const first = new TrainingLoop({ trainer: make() });
    for await (const { kind } of first.run({ enough: slices(16), measure: measurer() })) if (kind === 'pass') break;
    const loop = new TrainingLoop({ trainer: make(), from: first.state() });
    const measure = () => new Promise<null>(() => {});
    expect(kinds(await follow(loop, { measure, signal: AbortSignal.abort() }))).toEqual(['stopped']);
    expect(loop.results.pending).toHaveLength(1);
  });

  it('a stop after the last measurement comes too late: the run is done', async () => {
    const abort = new AbortController();
    const loop = new TrainingLoop({ trainer: make() });
    const seen: string[] = [];
    for await (const event of loop.run({ enough: slices(16), measure: measurer(), signal: abort.signal })) {
      seen.push(event.kind);
      if (event.kind === 'measured' && event.record.pass === 3) abort.abort();
    }
    expect(seen.at(-1)).toBe('done');
  });

  it('a stop does not wait for a measurement that takes for ever', async () => {
    const abort = new AbortController();
    const loop = new TrainingLoop({ trainer: make() });
    const measure = () => new Promise<null>(() => {});
    setTimeout(() => abort.abort(), 20);
    const events = await follow(loop, { measure, signal: abort.signal });
    expect(kinds(events).at(-1)).toBe('stopped');
    expect(loop.results.pending).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it('a collapse ends it, after the passes before are measured', async () => {
    const trainer = makeTrainer({
      data: await trainingSamples(3000),
      changes: { passes: 9, schedule: 'constant', rate: 0.5, warmUp: 0 },
    });
    const events = await follow(new TrainingLoop({ trainer }), { beside: true });
    const last = events.at(-1);
    expect(last).toMatchObject({ kind: 'collapsed', error: { name: 'TrainingError', code: 'collapse' } });
    expect(of(events, 'measured')).toHaveLength(of(events, 'pass').length);
    expect(last).toMatchObject({
      error: { seen: { samples: trainer.samples, cause: 'too-large', saturatedShare: 1 } },
    });
  });

  it('what the slice of a collapse had before it is told, whatever the length of slices', async () => {
    const data = await trainingSamples(3000);
    const changes = { passes: 9, schedule: 'constant', rate: 0.5, warmUp: 0 } as const;
    const told = (enough: () => boolean) => {
      const loop = new TrainingLoop({ trainer: makeTrainer({ data, changes }), stretch: () => 100 });
      const events: TrainingEvent[] = [];
      while (events.at(-1)?.kind !== 'collapsed') events.push(...loop.slice(enough));
      return events.filter(({ kind }) => kind !== 'pass').map((event) => JSON.stringify(event));
    };
    const each = told(() => true);
    expect(each.length).toBeGreaterThan(30);
    expect(told(() => false)).toEqual(each);
  });

  it.each([false, true])('a measurement that fails ends it with its error, beside: %s', async (beside) => {
    const loop = new TrainingLoop({ trainer: make() });
    const measure = () => Promise.reject(new Error('The worker died.'));
    expect(String(await thrownBy(() => follow(loop, { measure, beside })))).toContain('The worker died.');
  });
});

describe('patience', () => {
  const PATIENT: Partial<Recipe> = { ...CHANGES, passes: 6, patience: 2 };
  /** Validation errors of the passes, in per cent, as they are told. */
  const told = (errors: readonly number[]) => {
    const honest = measurer();
    return async (ended: EndedPass) => {
      const found = await honest(ended);
      const errorPercent = errors[ended.pass - 1] ?? 0;
      return found?.validation ? { ...found, validation: { ...found.validation, errorPercent, meanLoss: 1 } } : found;
    };
  };
  const COURSE = [5, 3, 3, 4];

  it.each([false, true])(
    'beside: %s; ends after 2 passes that were no better, with the weights of the best',
    async (beside) => {
      const loop = new TrainingLoop({ trainer: make(PATIENT) });
      const events = await follow(loop, { beside, measure: told(COURSE) });
      const ended = of(events, 'pass').map((event) => event.ended);
      expect(ended.map(({ pass }) => pass)).toEqual([1, 2, 3, 4]);
      expect(kinds(events).at(-1)).toBe('done');
      expect([loop.done, loop.trainer.done]).toEqual([true, false]);
      expect(loop.trainer.network.weightsSha256()).toBe(ended[1]?.weightsSha256);
      expect(ended[1]?.weightsSha256).toBe(run(make(PATIENT), 180).network.weightsSha256());
      expect(loop.final).toMatchObject({ pass: 2, validationErrorPercent: 3 });
      expect(loop.results.best?.pass).toBe(2);
      expect(loop.results.test).toEqual(evaluate(loop.trainer.network, test, { criterion: 'eq9', j: 3 }));
    },
  );

  it('not used up, all passes are trained, and the best of them is left', async () => {
    const loop = new TrainingLoop({ trainer: make({ ...PATIENT, passes: 3 }) });
    const events = await follow(loop, { measure: told([2, 1, 4]) });
    const [, second] = of(events, 'pass');
    expect(of(events, 'measured')).toHaveLength(3);
    expect(loop.trainer.network.weightsSha256()).toBe(second?.ended.weightsSha256);
  });

  it('stopped anywhere and taken up again it ends alike, also after its end', async () => {
    const whole = new TrainingLoop({ trainer: make(PATIENT) });
    await follow(whole, { measure: told(COURSE) });
    for (const after of [3, 12, 20, 40, 60]) {
      const stop = new AbortController();
      let left = after;
      const first = new TrainingLoop({ trainer: make(PATIENT) });
      const driver = { enough: slices(16), measure: told(COURSE), signal: stop.signal };
      for await (const _ of first.run(driver)) if (--left === 0) stop.abort();
      const from = structuredClone(first.state());
      const resumed = new TrainingLoop({ trainer: make(PATIENT), from });
      await follow(resumed, { measure: told(COURSE) });
      expect(resumed.trainer.network.weightsSha256(), `after ${after}`).toBe(whole.trainer.network.weightsSha256());
      expect(resumed.final?.pass).toBe(2);
    }
  });

  it('is refused without validation samples, without what measures on them, and from a state without its weights', async () => {
    expect(() => make({ ...PATIENT, validation: 0 })).toThrow(
      'patience is 2, expected 0 without samples to judge by, such as validation=5000.',
    );
    const blind = new TrainingLoop({ trainer: make(PATIENT) });
    await expect(blind.run({ enough: () => true }).next()).rejects.toThrow('nothing is measured on validation samples');
    const none = async (ended: EndedPass) => {
      const found = await measurer()(ended);
      return found && { ...found, validation: null };
    };
    await expect(follow(new TrainingLoop({ trainer: make(PATIENT) }), { measure: none })).rejects.toThrow('patience 2');
    const loop = new TrainingLoop({ trainer: make(PATIENT) });
    await follow(loop, { measure: told(COURSE) });
    const { chosen, ...without } = loop.state();
    const misshapen = { ...without, chosen: { ...chosen, weights: { ...chosen?.weights, state: new Map() } } };
    for (const from of [without, misshapen as TrainingState]) {
      const again = () => new TrainingLoop({ trainer: make(PATIENT), from });
      expect(again).toThrow('The state lacks the weights of pass 2, the best one, which patience 2 leaves');
    }
  });
});
