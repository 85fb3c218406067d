// Carries out one call of the command after the other, each in the folder and the language that it is sent: the process behind `call` in
// support.ts. It runs what bin/lenet5.js starts.
import { call } from '../dist/call.js';
import { speak } from '../dist/texts/language.js';

/** What is written to a stream while something is done. */
function listen(stream) {
  const { write } = stream;
  const heard = [];
  stream.write = (text, encoding, done) => {
    heard.push(text);
    const written = typeof encoding === 'function' ? encoding : done;
    if (written) process.nextTick(written);
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(heard.map((text) => Buffer.from(text))).toString();
  };
}

process.on('message', async ({ args, cwd, language }) => {
  await speak(language);
  process.chdir(cwd);
  const [stdout, stderr] = [listen(process.stdout), listen(process.stderr)];
  let code = 0;
  await call(args, (exitCode) => {
    code = exitCode;
  });
  process.send({ code, stdout: stdout(), stderr: stderr() });
});
