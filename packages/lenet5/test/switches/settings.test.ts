import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/given/nearest.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import {
  differences,
  idleBecause,
  readSwitch,
  switchNamed,
  switchValue,
  withSwitch,
} from '../../src/switches/settings.js';
import { type Settings, SWITCHES } from '../../src/switches/table.js';
import { textsOf } from '../../src/switches/texts.generated.js';
import { expectError, thrownBy } from '../expect-error.js';

const FAST: Settings = { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast };
const PRESETS = Object.values(ARCHITECTURES).flatMap((architecture) =>
  Object.values(RECIPES).map((recipe): Settings => ({ architecture, recipe })),
);

describe('the table', () => {
  it('has a switch for everything in a network and in a training, each once, and nothing else', () => {
    const { squash, width, ...architecture } = ARCHITECTURES.paper;
    const squashes = Object.keys(squash).map((layer) => `squash.${layer}`);
    const layers = [...squashes, ...Object.keys(width).map((layer) => `width.${layer}`)];
    const names = [...layers, ...Object.keys(architecture), ...Object.keys(RECIPES.fast)];
    expect(SWITCHES.map(({ name }) => name).sort()).toEqual(names.filter((name) => name !== 'name').sort());
  });

  it.each(SWITCHES.map((each) => [each.name, each] as const))(
    '%s says what it does and where it comes from',
    (_, each) => {
      const { en, zh, source } = textsOf(each);
      expect(en.length).toBeGreaterThan(10);
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(source).not.toBeNull();
      const [needed, ...values] = each.needs ?? [];
      if (needed === undefined) return;
      const { kind } = switchNamed(needed);
      for (const value of values) expect(kind.read(value), `${needed}=${value}`).toBeDefined();
    },
  );

  it.each(SWITCHES.map((each) => [each.name, each] as const))(
    '%s reads what it writes, for every preset',
    (_, each) => {
      for (const settings of PRESETS) {
        const value = switchValue(each, settings);
        expect(each.kind.accepts(value)).toBe(true);
        // An empty list of rates, where the schedule needs none, has no text.
        if (Array.isArray(value) && value.length === 0) continue;
        expect(each.kind.read(each.kind.write(value))).toEqual(value);
      }
    },
  );

  it.each(SWITCHES.map((each) => [each.name, each] as const))('%s takes what it reads, from any text', (_, each) => {
    const texts = fc.oneof(fc.string(), fc.double().map(String), fc.array(fc.integer()).map(String));
    fc.assert(
      fc.property(texts, (text) => {
        const value = each.kind.read(text);
        return (
          value === undefined || (each.kind.accepts(value) && each.kind.read(each.kind.write(value)) !== undefined)
        );
      }),
    );
  });
});

describe('withSwitch and differences', () => {
  it('change one switch, of a layer too, and leave the presets as they are', () => {
    const before = structuredClone([ARCHITECTURES, RECIPES]);
    const changed = withSwitch(withSwitch(FAST, switchNamed('squash.C3'), 'none'), switchNamed('rate'), 1e-3);
    expect(changed.architecture.squash).toEqual({ ...ARCHITECTURES.paper.squash, C3: 'none' });
    expect(changed.recipe).toEqual({ ...RECIPES.fast, rate: 1e-3 });
    expect(differences(changed, FAST).map(([{ name }, value]) => [name, value])).toEqual([
      ['squash.C3', 'none'],
      ['rate', 1e-3],
    ]);
    expect(differences(FAST, FAST)).toEqual([]);
    expect([ARCHITECTURES, RECIPES]).toEqual(before);
  });

  it('lead from any preset to any other', () => {
    const to = PRESETS.at(-1) as Settings;
    const made = differences(to, FAST).reduce((now, [each, value]) => withSwitch(now, each, value), FAST);
    expect(differences(made, to)).toEqual([]);
  });
});

describe('idleBecause', () => {
  it.each([
    ['rates', {}, 'schedule is cosine, not list'],
    ['rate', { schedule: 'list', rates: [1] }, 'schedule is list, not cosine or constant'],
    ['j', { criterion: 'eq8' }, 'criterion is eq8, not eq9'],
    ['shift', {}, 'distortion is none, not affine or elastic'],
    ['elastic', { distortion: 'affine' }, 'distortion is affine, not elastic'],
    ['mu', {}, 'optimiser is sgd, not sdlm'],
    ['j', {}, null],
    ['initialWeights', {}, null],
  ] as const)('%s with %j', (name, changes, reason) => {
    const settings = { ...FAST, recipe: { ...RECIPES.fast, ...changes } };
    expect(idleBecause(switchNamed(name), settings)).toBe(reason);
  });

  it('nothing is drawn where training starts from weights', () => {
    expect(idleBecause(switchNamed('initialBiases'), FAST, { keepsWeights: true })).toBe(
      'the weights come from a file',
    );
    expect(idleBecause(switchNamed('rate'), FAST, { keepsWeights: true })).toBeNull();
    expect(idleBecause(switchNamed('mu'), FAST, { language: 'zh' })).toBe('optimiser 是 sgd，不是 sdlm');
  });
});

describe('switchNamed and readSwitch', () => {
  it('offer the nearest name and say what was expected', async () => {
    expectError(
      await thrownBy(() => switchNamed('poling')),
      'SettingError',
      'switch-unknown',
      '"poling"',
      'mean pooling?',
    );
    const error = await thrownBy(() => readSwitch(switchNamed('batch'), '1.5'));
    expectError(error, 'SettingError', 'switch-value', 'batch is "1.5"', 'a whole number, 1 or more');
  });

  it('offer no name where none is near, but all there are', async () => {
    expect(nearest('momentum', ['optimiser', 'output', 'mu', 'passes'])).toBeNull();
    expect(nearest('distortions', ['distortion', 'rotation'])).toBe('distortion');
    expect(nearest('sinlge', ['single', 'multi'])).toBe('single');
    expect(nearest('arch', ['backend', 'architecture'])).toBe('architecture');
    const error = await thrownBy(() => switchNamed('dropout'));
    expectError(error, 'SettingError', 'switch-unknown', '"dropout": expected one of: squash.C1, ', ', plainPasses.');
  });

  it('nearest prefers a change of case', () => {
    expect(nearest('squash.c3', ['squash.C1', 'squash.C3'])).toBe('squash.C3');
    expect(nearest('x', [])).toBeNull();
  });
});
