/** Data sets in the files that people have: looked at, read, and said in one sentence what they are. */
export type { DataFile } from './files.js';
export type { FoundData, UnlabelledImages } from './found.js';
export type { DataReaders, DecodedImage, PictureTable } from './pictures.js';
export { type DataOptions, keptAside, readData } from './read.js';
