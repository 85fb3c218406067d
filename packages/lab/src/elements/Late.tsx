import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { report } from '../state/page.js';

/** A part of the page that comes as a file of its own, when it is first needed. */
export function Late({ load }: { load: () => Promise<ComponentType> }) {
  const loaded = useSignal<{ readonly Content: ComponentType } | null>(null);
  useEffect(() => {
    load().then((Content) => {
      loaded.value = { Content };
    }, report);
  }, []);
  return loaded.value && <loaded.value.Content />;
}
