// What the library's reader of data sets leaves to libraries: pictures and parquet.
import { decode } from 'fast-png';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { DataReaders } from 'lenet5/data';
import { z } from 'zod';
import { CommandError } from './errors.js';
import { withSharp } from './native.js';
import { phrase } from './texts/language.js';

/** As the library `datasets` of Hugging Face writes pictures and labels. */
const ROW = z.object({
  image: z.object({ bytes: z.instanceof(Uint8Array) }),
  label: z.union([z.int(), z.bigint().transform(Number)]),
});
const FEATURES = z.object({
  info: z.object({ features: z.object({ label: z.object({ names: z.array(z.string()) }) }) }),
});

const isPng = (bytes: Uint8Array) => bytes[0] === 0x89 && bytes[1] === 0x50;

export const READERS: Required<DataReaders> = {
  async picture(bytes, name) {
    // Seventy thousand small PNG files: sharp takes ten times as long for each.
    const png = isPng(bytes) ? decodedPng(bytes) : null;
    if (png) return png;
    const { decodePicture } = await withSharp(() => import('./picture/decode.js'));
    const { picture } = await decodePicture(bytes, name);
    return picture;
  },
  async parquet(bytes, name) {
    const refuse = (cause: unknown): never => {
      const said = phrase(
        '{{name}} is no parquet file with the columns image (bytes of pictures) and label, as Hugging Face has them for mnist: download it again, or rename its columns.',
        { name },
      );
      throw new CommandError(said, undefined, { cause });
    };
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const metadata = await parquetMetadataAsync(file).catch(refuse);
    const rows = await parquetReadObjects({ file, metadata, columns: ['image', 'label'], utf8: false }).catch(refuse);
    const read = z.array(ROW).safeParse(rows);
    if (!read.success) return refuse(read.error);
    const about = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
    const features = FEATURES.safeParse(jsonIn(about));
    return {
      pictures: read.data.map(({ image }) => image.bytes),
      labels: read.data.map(({ label }) => label),
      classNames: features.success ? features.data.info.features.label.names : undefined,
    };
  },
};

/** What the file says of itself may be anything. */
function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Null where it is of another kind than 8 bits a channel without a palette, or damaged: then sharp says what it is. */
function decodedPng(bytes: Uint8Array) {
  try {
    const { data, width, height, channels, depth, palette } = decode(bytes);
    if (depth !== 8 || palette || channels < 1 || channels > 4 || !(data instanceof Uint8Array)) return null;
    return { data, width, height, channels: channels as 1 | 2 | 3 | 4 };
  } catch {
    return null;
  }
}
