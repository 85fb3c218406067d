#!/usr/bin/env node
// `npx lenet5` where only the library is installed. It has another name than the command, so that where both packages
// are there `lenet5` is the command; with one program alone, npx takes that one whatever its name.
console.error(
  'lenet5 is a library (import it: https://www.npmjs.com/package/lenet5); the command `lenet5` is in another package: ' +
    'npm install lenet5-cli, then npx lenet5, or without installing it npx lenet5-cli.\n' +
    'lenet5 是一个库；命令 lenet5 在另一个包里：npm install lenet5-cli，然后 npx lenet5；不安装则用 npx lenet5-cli。',
);
process.exitCode = 1;
