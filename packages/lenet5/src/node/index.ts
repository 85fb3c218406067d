/** What needs Node: files. Everything else is in the main entry and runs in a browser too. */
export { type MnistFolder, readMnistFolder } from './mnist-folder.js';
