import type { ComponentChildren } from 'preact';

interface Properties {
  readonly title: string;
  /** One sentence below the title. */
  readonly note?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A part of a panel, with its title. */
export function Section({ title, note, class: name, children }: Properties) {
  return (
    <section class={name}>
      <h2>{title}</h2>
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
