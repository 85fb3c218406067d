import { ARCHITECTURES, type Architecture, RECIPES } from 'lenet5';
import { OWN_RECIPES } from 'lenet5/core';
import { FileButton, Select } from '../../elements/Field.js';
import { Section } from '../../elements/Section.js';
import { haveDigits } from '../../state/classes.js';
import { network, showShippedWeights, showWeights, source } from '../../state/model.js';
import { panel, report } from '../../state/page.js';
import { focusOn, openRun } from '../../training/open-runs.js';
import { newRun } from '../../training/run.js';
import { ALL_DIGITS } from '../../training/settings.js';
import { say } from './texts.js';

async function load(file: File): Promise<void> {
  const { openModel } = await import('./model-file.js');
  await openModel(file);
}

function showShipped(): void {
  focusOn(null);
  showShippedWeights().catch(report);
}

/** The recipe of a network: its own where it has one, else one whose criterion goes with its output. */
function recipeFor({ name, family, output }: Architecture) {
  const own = Object.entries(OWN_RECIPES).find(([architecture]) => architecture === name)?.[1];
  if (own) return RECIPES[own];
  if (family === 'lenet-1989') return RECIPES['1989'];
  return output === 'linear' ? RECIPES.tutorial : RECIPES.fast;
}

/** Opens a run that starts from the weights of the file in the figure. */
function trainOn(): void {
  const from = source.peek();
  if (from.kind !== 'file') return;
  const net = network.peek();
  const { architecture } = net;
  const settings = { preset: from.name, architecture, recipe: recipeFor(architecture), seed: 1, size: ALL_DIGITS };
  openRun(newRun(settings, { weights: net.stateDict(), layout: from.layout }));
  panel.value = 'train';
}

/** Loads weights into the figure. */
export function LoadModel() {
  const from = source.value;
  const trainable = from.kind === 'file' && haveDigits(network.value);
  return (
    <Section title={say('files.load')} note={say('files.load.note')}>
      <div class="tools">
        <FileButton
          text={say('files.load.button')}
          accept=".safetensors,.pth,.pt,.ckpt"
          onFile={(file) => load(file).catch(report)}
        />
        <button type="button" disabled={from.kind === 'shipped'} onClick={showShipped}>
          {say('files.load.shipped')}
        </button>
        <button type="button" disabled={!trainable} onClick={trainOn}>
          {say('files.load.train')}
        </button>
      </div>
      {from.kind === 'file' && from.guessed && <Guesses />}
    </Section>
  );
}

const PRESETS = ['tutorial', 'd2l'] as const;
const PIXELS = ['unit', 'standardised', 'symmetric', 'paper'] as const;

/** What no file of such a network tells, to be chosen by who knows how it was trained. */
function Guesses() {
  const { architecture } = network.value;
  const assume = (part: Partial<Architecture>) => {
    const net = network.peek();
    showWeights({ ...net.architecture, ...part }, net.stateDict(), source.peek());
  };
  const { pixels, pooling } = architecture;
  return (
    <>
      <p class="quiet">{say('files.guessed')}</p>
      <div class="tools">
        <Select
          name={say('files.guessed.network')}
          value={pooling === 'average' ? 'd2l' : 'tutorial'}
          options={PRESETS.map((name) => [name, say(`files.guessed.${name}`)])}
          onChoose={(preset) => {
            const { name, squash, pooling: pooled } = ARCHITECTURES[preset];
            assume({ name, squash, pooling: pooled });
          }}
        />
        <Select
          name={say('files.guessed.pixels')}
          value={pixels}
          options={PIXELS.map((name) => [name, say(`files.guessed.${name}`)])}
          onChoose={(chosen) => assume({ pixels: chosen })}
        />
      </div>
    </>
  );
}
