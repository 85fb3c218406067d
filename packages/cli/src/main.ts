import { call } from './call.js';
import { survivePipes } from './output.js';
import { languageOf, speak } from './texts/language.js';

survivePipes();
await speak(languageOf(process.env));
// The process ends by itself, so that everything written reaches its reader.
await call(process.argv.slice(2), (exitCode) => {
  process.exitCode = exitCode;
});
