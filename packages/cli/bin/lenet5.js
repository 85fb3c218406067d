#!/usr/bin/env node
// Committed, so that npm can link the command before the build exists.
import '../dist/main.js';
