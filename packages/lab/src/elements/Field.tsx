import type { ComponentChildren } from 'preact';

/** A control with its name before it. */
export function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label class="field">
      <span>{name}</span>
      {children}
    </label>
  );
}

interface SelectProperties<Value> {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** A field that offers some values, each by its text. */
export function Select<Value extends string | number>(properties: SelectProperties<Value>) {
  const { name, value: now, options, disabled = false, onChoose } = properties;
  const choose = (text: string) => {
    for (const [value] of options) if (String(value) === text) onChoose(value);
  };
  return (
    <Field name={name}>
      <select value={now} disabled={disabled} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Opens a file; the same one can be chosen twice in a row. */
export function FileButton(properties: { text: string; accept: string; onFile: (file: File) => void }) {
  const { text, accept, onFile } = properties;
  return (
    <label class="button">
      {text}
      <input
        type="file"
        accept={accept}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
