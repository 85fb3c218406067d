import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { type Key, t } from '../state/language.js';
import { PANELS, type Panel, panel, report } from '../state/page.js';

/** Each panel comes as a file of its own, when it is first opened. */
const loaders: Readonly<Record<Panel, () => Promise<ComponentType>>> = {
  train: async () => (await import('../panels/train/TrainPanel.js')).TrainPanel,
  unit: async () => (await import('../panels/unit/UnitPanel.js')).UnitPanel,
  weights: async () => (await import('../panels/weights/WeightsPanel.js')).WeightsPanel,
  misread: async () => (await import('../panels/misread/MisreadPanel.js')).MisreadPanel,
  questions: async () => (await import('../panels/questions/QuestionsPanel.js')).QuestionsPanel,
  files: async () => (await import('../panels/files/FilesPanel.js')).FilesPanel,
};

function choose(event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const next = step && PANELS.at((PANELS.indexOf(panel.value) + step) % PANELS.length);
  if (!next) return;
  event.preventDefault();
  panel.value = next;
  document.getElementById(`tab-${panel.value}`)?.focus();
}

/** One panel at a time, below the figure. */
export function Panels() {
  const loaded = useSignal<{ name: Panel; Content: ComponentType } | null>(null);
  useSignalEffect(() => {
    const name = panel.value;
    loaders[name]().then((Content) => {
      if (panel.peek() === name) loaded.value = { name, Content };
    }, report);
  });
  const now = loaded.value;
  return (
    <section class="panels">
      <div class="tabs" role="tablist" aria-label={t('panel.name')} onKeyDown={choose}>
        {PANELS.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={panel.value === name}
            aria-controls="panel"
            tabIndex={panel.value === name ? 0 : -1}
            onClick={() => {
              panel.value = name;
            }}
          >
            {t(`panel.${name}` satisfies Key)}
          </button>
        ))}
      </div>
      <div id="panel" class="panel" role="tabpanel" aria-labelledby={`tab-${panel.value}`}>
        {now?.name === panel.value && <now.Content />}
      </div>
    </section>
  );
}
