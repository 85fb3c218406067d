import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { t } from '../state/language.js';
import { moment } from '../state/numbers.js';
import { report } from '../state/page.js';
import { weightsText } from '../state/weights-text.js';
import { download } from './download.js';
import './save.css';

interface Properties {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly format: 'svg' | 'png';
  readonly title: string;
  /** Where the figures come from; without it, what is said around it, or the weights that the page shows. */
  readonly source?: string;
  /** Selector of what is saved; without it, what the nearest element with `data-picture` holds. */
  readonly of?: string;
}

/** Where all figures of a part of the page come from, when that is not what the page shows now. */
export const PictureSource = createContext<string | null>(null);

function sourceText(source = weightsText()): string {
  return t('save.source', { date: moment(Date.now()), source });
}

async function save(button: Element, { name, format, title, source, of }: Properties): Promise<void> {
  const parts = of ? [...document.querySelectorAll(of)] : [button.closest('[data-picture]') ?? button];
  const { pictureOf, pngOf } = await import('./picture-file.js');
  const picture = pictureOf(parts, { title, source: sourceText(source) });
  const file = format === 'png' ? await pngOf(picture) : new Blob([picture.svg], { type: 'image/svg+xml' });
  download(file, `lenet5-${name}.${format}`);
}

/** Saves a figure as a file. */
export function Save(properties: Properties) {
  const around = useContext(PictureSource);
  const text = t('save.as', { format: properties.format.toUpperCase() });
  return (
    <button
      type="button"
      class="save"
      data-unsaved
      aria-label={`${text}: ${properties.title}`}
      onClick={({ currentTarget }) =>
        save(currentTarget, around === null ? properties : { source: around, ...properties }).catch(report)
      }
    >
      {text}
    </button>
  );
}
