#!/usr/bin/env node
// Committed, so that npm can link the command before the build exists.

// The library's build has short names: the stacks of --debug show those of the sources.
if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);
await import('../dist/main.js');
