#!/usr/bin/env node
// Committed, so that npm can link the command before the build exists. In words that old versions of Node know.
import { readFileSync } from 'node:fs';

const chinese = /^zh/i.test(
  process.env.LENET5_LANG || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
);

function end(english, inChinese) {
  process.stderr.write(`lenet5: ${chinese ? inChinese : english}\n`);
  process.exit(1);
}

/** Where the system refuses to open one more file, Node says that packages are missing. */
function outOfFiles() {
  const { open_files: limit } = process.report.getReport().userLimits || {};
  return limit && limit.soft < 64 ? limit.soft : null;
}

const [major, minor] = process.versions.node.split('.').map(Number);
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [needed, least] = /(\d+)\.(\d+)/.exec(engines.node).slice(1).map(Number);
if (major < needed || (major === needed && minor < least)) {
  const versions = [`${needed}.${least}`, process.versions.node];
  end(
    `Node ${versions[0]} or newer is needed, this is ${versions[1]}: install a newer one from https://nodejs.org.`,
    `需要 Node ${versions[0]} 或更新的版本，当前为 ${versions[1]}：请从 https://nodejs.org 安装新版本。`,
  );
}
// The library's build has short names: the stacks of --debug show those of the sources.
if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);
import('../dist/main.js').catch((error) => {
  const limit = outOfFiles();
  if (limit === null) throw error;
  end(
    `The limit of open files is ${limit}, at least 64 are needed: raise it with ulimit -n 1024.`,
    `打开文件数的上限是 ${limit}，至少需要 64：请用 ulimit -n 1024 提高。`,
  );
});
