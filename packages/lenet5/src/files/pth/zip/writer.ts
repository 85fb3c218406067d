import type { Bytes } from '../../../given/bytes.js';
import { encodeUtf8 } from '../../utf8.js';
import { crc32, END, ENTRY, LOCAL } from './format.js';

/** A file to be put into a zip file. */
export interface ZipContent {
  /** ASCII. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** PyTorch puts each record on a multiple of 64 bytes, so that it can be mapped into memory. */
const ALIGNMENT = 64;
/** The extra field that PyTorch fills with padding: its id and a length of two bytes. */
const PADDING_ID = 0x4246;
const PADDING_HEAD = 4;
/** 1 January 1980, the first day of the format: the same content gives the same bytes. */
const DATE = 0x0021;

interface Place {
  readonly name: Uint8Array;
  readonly content: Uint8Array;
  readonly crc: number;
  readonly header: number;
  readonly padding: number;
}

/** Writes a zip file of stored records, each on a multiple of 64 bytes. */
export function writeZip(contents: readonly ZipContent[]): Bytes {
  const places: Place[] = [];
  let at = 0;
  for (const { name, content } of contents) {
    const encoded = encodeUtf8(name);
    const unpadded = at + LOCAL.size + encoded.length + PADDING_HEAD;
    const begin = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
    places.push({ name: encoded, content, crc: crc32(content), header: at, padding: begin - unpadded });
    at = begin + content.length;
  }
  const directorySize = places.reduce((sum, { name }) => sum + ENTRY.size + name.length, 0);
  const file = new Uint8Array(at + directorySize + END.size);
  const view = new DataView(file.buffer);
  for (const place of places) writeLocal(file, view, place);
  let entry = at;
  for (const place of places) entry = writeEntry(file, view, place, entry);
  view.setUint32(entry, END.signature, true);
  view.setUint16(entry + 8, places.length, true);
  view.setUint16(entry + 10, places.length, true);
  view.setUint32(entry + 12, directorySize, true);
  view.setUint32(entry + 16, at, true);
  return file;
}

/** Version needed, flags, method, time, date, CRC-32, both sizes, length of the name: the same in both headers. */
function writeCommon(view: DataView, { name, content, crc }: Place, at: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, content.length, true);
  view.setUint32(at + 18, content.length, true);
  view.setUint16(at + 22, name.length, true);
}

function writeLocal(file: Uint8Array, view: DataView, place: Place): void {
  const { name, content, header, padding } = place;
  view.setUint32(header, LOCAL.signature, true);
  writeCommon(view, place, header + 4);
  view.setUint16(header + 28, PADDING_HEAD + padding, true);
  file.set(name, header + LOCAL.size);
  const extra = header + LOCAL.size + name.length;
  view.setUint16(extra, PADDING_ID, true);
  view.setUint16(extra + 2, padding, true);
  file.set(content, extra + PADDING_HEAD + padding);
}

/** @returns where the next entry of the list begins */
function writeEntry(file: Uint8Array, view: DataView, place: Place, at: number): number {
  view.setUint32(at, ENTRY.signature, true);
  view.setUint16(at + 4, 20, true);
  writeCommon(view, place, at + 6);
  view.setUint32(at + 42, place.header, true);
  file.set(place.name, at + ENTRY.size);
  return at + ENTRY.size + place.name.length;
}
