import { useSignal } from '@preact/signals';

/** Pages over plain http have no clipboard: there it is copied as the menu of the browser does it. */
async function copy(text: string): Promise<boolean> {
  const written = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (written) return true;
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}

/** Copies a text, and says that it did until there is another text. */
export function CopyButton({ text, name, done }: { text: string; name: string; done: string }) {
  const copied = useSignal('');
  const press = async () => {
    if (await copy(text)) copied.value = text;
  };
  return (
    <button type="button" onClick={press}>
      {copied.value === text ? done : name}
    </button>
  );
}
