import { basename, join } from 'node:path';
import sharp from 'sharp';
import { type SeenPicture, seenSvg } from '../plots/index.js';
import { writeForUser } from '../run/files.js';
import { pngUnlessMissing } from '../run/pictures.js';
import { STANDARD_INPUT } from './decode.js';
import type { ReadPicture } from './read.js';

/** Longest side of a shown picture, in pixels: twice what it takes on the sheet, for sharp screens. */
const SHOWN_SIDE = 1840;

/** A folder that takes one picture of what was seen for each file, under a name of its own. */
export class ShowFolder {
  private readonly taken = new Set<string>();
  /** False once it has shown that none can be drawn here: SVG files then. */
  private png = true;

  constructor(private readonly path: string) {}

  /** @returns where it was written @throws CommandError where it cannot be */
  async write(read: ReadPicture): Promise<string> {
    const seen = await seenOf(read);
    const png = this.png ? await pngUnlessMissing(() => seenSvg(seen)) : null;
    this.png = png !== null;
    const path = join(this.path, this.nameFor(read.file, png ? 'png' : 'svg'));
    await writeForUser(path, png ?? seenSvg(seen));
    return path;
  }

  /** a/1.png and b/1.png become 1.png.png and 1.png-2.png. */
  private nameFor(file: string, ending: string): string {
    const base = file === STANDARD_INPUT ? 'stdin' : basename(file);
    let name = `${base}.${ending}`;
    for (let i = 2; this.taken.has(name); i++) name = `${base}-${i}.${ending}`;
    this.taken.add(name);
    return name;
  }
}

/** What the sheet needs, with the picture small enough to embed. */
export async function seenOf({ name, picture, recognition }: ReadPicture, side = SHOWN_SIDE): Promise<SeenPicture> {
  const { data, width, height, channels } = picture;
  const png = await sharp(data, { raw: { width, height, channels } })
    .flatten({ background: '#d9d9d9' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
  const uri = `data:image/png;base64,${png.toString('base64')}`;
  return { name, uri, width, height, recognition };
}
