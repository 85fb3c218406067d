import { useEffect } from 'preact/hooks';
import { Select } from '../../elements/Field.js';
import { Save } from '../../elements/Save.js';
import { isTyping } from '../../elements/typing.js';
import { explain } from '../../figure/explain.js';
import { layerText } from '../../state/layer-text.js';
import { network } from '../../state/model.js';
import { numbersVersion } from '../../state/subject.js';
import { gridOf, layerNamed } from '../../state/units.js';
import { Codes } from './Codes.js';
import { Cover } from './Cover.js';
import { choose, chosen, chosenIndex, go, SPEEDS, sliding, speed, stopSliding, toggleSliding } from './chosen.js';
import { Differences } from './Differences.js';
import { Kernels } from './Kernels.js';
import { Pooled } from './Pooled.js';
import { Summands } from './Summands.js';
import { say } from './texts.js';
import { restore, WhatIf } from './WhatIf.js';
import './unit.css';

/** Keys that do something wherever one is, but where one types. */
function useKeys(): void {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (key === 'Escape') restore();
      if (key.toLowerCase() === 's' && !(isTyping(target) || ctrlKey || metaKey || altKey)) toggleSliding();
    };
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', press);
      stopSliding();
    };
  }, []);
}

/** One unit, taken apart; below it what it would be like otherwise. */
export function UnitPanel() {
  useKeys();
  return (
    <div class="apart">
      <Steering />
      <div class="apart-row">
        <div class="taken" data-picture>
          <Taken />
          <SaveTaken />
        </div>
        <WhatIf />
      </div>
      <div class="apart-row">
        <Cover />
        <Codes />
      </div>
    </div>
  );
}

/** Chooses a unit without the figure, and lets its kernel slide. */
function Steering() {
  const unit = chosen.value;
  const names = network.value.layers.map(({ name }) => [name, layerText(name)] as const);
  return (
    <>
      <p class="quiet">{say('hint')}</p>
      <div class="tools">
        <Select
          name={say('layer')}
          value={unit.layer}
          options={names}
          onChoose={(layer) => {
            const { width, height, block } = gridOf(layer);
            const [row, column] = block ? [0, 0] : [height >> 1, width >> 1];
            choose({ layer, map: 0, row, column });
          }}
        />
        <button type="button" onClick={() => go(-1)}>
          {say('back')}
        </button>
        <button type="button" onClick={() => go(1)}>
          {say('next')}
        </button>
        <button type="button" class="primary" onClick={toggleSliding}>
          {say(sliding.value ? 'stop' : 'slide')}
        </button>
        <Select
          name={say('speed')}
          value={speed.value}
          options={SPEEDS.map((count) => [count, say('perSecond', { count })] as const)}
          onChoose={(count) => {
            speed.value = count;
          }}
        />
      </div>
    </>
  );
}

/** Pictures are saved as pixels, numbers and bars as a drawing. */
function SaveTaken() {
  const { layer, map, row, column } = chosen.value;
  if (layer === 'input') return null;
  const place = gridOf(layer).block ? `${layer}-${chosenIndex()}` : `${layer}-map${map}-row${row}-column${column}`;
  const isPicture = layerNamed(network.value.layers, layer).kind === 'distances';
  return (
    <Save
      name={`unit-${place}`}
      format={isPicture ? 'png' : 'svg'}
      title={explain(network.value, chosen.value).place}
    />
  );
}

/** What the chosen unit is made of. */
function Taken() {
  numbersVersion.value;
  const unit = chosen.value;
  if (unit.layer === 'input') return <p>{say('input')}</p>;
  const layer = layerNamed(network.value.layers, unit.layer);
  switch (layer.kind) {
    case 'convolution':
      return <Kernels layer={layer} unit={unit} />;
    case 'subsampling':
      return <Pooled layer={layer} unit={unit} />;
    case 'dense':
      return <Summands layer={layer} unit={unit} />;
    case 'distances':
      return <Differences layer={layer} unit={unit} />;
  }
}
