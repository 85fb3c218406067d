/** A text with its values: the English one, with `{{name}}` where a value stands, is also its key in other languages. */
export interface Phrase {
  readonly english: string;
  readonly values: Values;
  /** Its Chinese, where that comes with it: an error of the library. */
  readonly chinese?: string;
}

/** What may stand in a text; a phrase is put into the language of the text around it. */
export type Value = string | number | Phrase;
export type Values = Readonly<Record<string, Value>>;

/** The names of the values in a text: 'pass' and 'passes' of '{{pass}} of {{passes}}'. */
type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What follows a text in a call: nothing, or an object with each of its values. */
export type ValuesOf<Text> = [NamesIn<Text>] extends [never] ? [] : [values: Readonly<Record<NamesIn<Text>, Value>>];

/** Only texts in which the same values stand as in their keys. */
type Level<Texts> = {
  readonly [English in keyof Texts]: [NamesIn<English>, NamesIn<Texts[English]>] extends [
    NamesIn<Texts[English]>,
    NamesIn<English>,
  ]
    ? Texts[English]
    : never;
};

/** The Chinese texts of a room, by their English ones; the compiler compares the values that stand in both. */
export function chinese<const Texts extends Readonly<Record<string, string>>>(texts: Texts & Level<Texts>): Texts {
  return texts;
}
