// Text in files, without TextDecoder and TextEncoder: some engines lack them, and so does Jest's jsdom.

/** Characters that are put together at once: a longer list of arguments could exhaust the stack. */
const PIECE = 8192;
/** Of a sequence of 1 to 4 bytes: what the first one begins with, and the least character that needs so many. */
const FORMS = [
  { mask: 0x80, lead: 0x00, least: 0 },
  { mask: 0xe0, lead: 0xc0, least: 0x80 },
  { mask: 0xf0, lead: 0xe0, least: 0x800 },
  { mask: 0xf8, lead: 0xf0, least: 0x10000 },
] as const;

/** Every byte is the character of that number (ISO 8859-1). */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

/** UTF-8 as text (RFC 3629), a byte order mark included; where it is none, what `damaged` gives. */
export function decodeUtf8(bytes: Uint8Array, damaged: () => string): string {
  let text = '';
  let characters: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const following = FORMS.findIndex(({ mask, lead }) => (first & mask) === lead);
    const form = FORMS[following];
    if (!form) return damaged();
    let character = first & ~form.mask;
    for (const end = at + following; at < end; ) {
      const next = bytes[++at] ?? 0;
      if ((next & 0xc0) !== 0x80) return damaged();
      character = (character << 6) | (next & 0x3f);
    }
    if (character < form.least || character > 0x10ffff || isSurrogate(character)) return damaged();
    characters.push(character);
    at++;
    if (characters.length < PIECE) continue;
    text += String.fromCodePoint(...characters);
    characters = [];
  }
  return text + String.fromCodePoint(...characters);
}

/** Half of a pair, no character. */
function isSurrogate(character: number): boolean {
  return character >= 0xd800 && character < 0xe000;
}

/** Text as UTF-8; half of a surrogate pair becomes U+FFFD, as with TextEncoder. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    const character = isSurrogate(code) ? 0xfffd : code;
    const following = FORMS.filter(({ least }) => character >= least).length - 1;
    const form = FORMS[following] as (typeof FORMS)[number];
    bytes.push(form.lead | (character >> (6 * following)));
    for (let k = following - 1; k >= 0; k--) bytes.push(0x80 | ((character >> (6 * k)) & 0x3f));
  }
  return Uint8Array.from(bytes);
}
