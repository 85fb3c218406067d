import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../support.js';

/** The compiler's options for code that stands in this package. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const settings = { ...config.compilerOptions, noEmit: true, noUnusedLocals: false, noUnusedParameters: false };
  return ts.convertCompilerOptionsFromJson(settings, ROOT).options;
}

/** What TypeScript says of programs that stand in this package, checked together: a list for each. */
export function complaints(sources: readonly string[]): string[][] {
  const options = compilerOptions();
  const paths = sources.map((_, i) => join(ROOT, `docs/make/test/pages/program-${i}.ts`));
  const texts = new Map(paths.map((path, i) => [path, sources[i]]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram(paths, options, host);
  return paths.map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  );
}
