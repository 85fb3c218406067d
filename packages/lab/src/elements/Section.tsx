import type { ComponentChildren } from 'preact';
import { Save } from './Save.js';

interface Properties {
  readonly title: string;
  /** One sentence below the title. */
  readonly note?: string;
  readonly class?: string;
  /** Name of the file that its picture is saved as. */
  readonly saved?: string;
  readonly children?: ComponentChildren;
}

/** A part of a panel, with its title. */
export function Section({ title, note, class: name, saved, children }: Properties) {
  return (
    <section class={name} data-picture>
      <div class="titled" data-unsaved>
        <h2>{title}</h2>
        {saved && <Save name={saved} format="png" title={title} />}
      </div>
      {note && <p class="quiet">{note}</p>}
      {children}
    </section>
  );
}

/** What may be wider than the page: it scrolls in a frame of its own, by keyboard too. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll it
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
