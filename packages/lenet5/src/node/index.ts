/** What needs Node: files. Everything else is in the main entry and runs in a browser too. */
export { dataFiles } from './data-files.js';
export { type MnistFolder, readMnistFolder } from './mnist-folder.js';
