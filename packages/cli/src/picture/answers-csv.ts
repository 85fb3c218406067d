import { type FileHandle, open } from 'node:fs/promises';
import { csvFormatRows } from 'd3-dsv';
import type { Recognition } from 'lenet5';
import { because } from '../errors.js';
import { printText } from '../output.js';
import { refuseToReplace, writeForUser } from '../run/files.js';
import { phrase } from '../texts/language.js';
import { STANDARD_INPUT as STANDARD_OUTPUT } from './decode.js';

const HEAD = ['file', 'text', 'confidence', 'complete', 'digits', 'error'];

/** Four digits, as many as a confidence is good for. */
const share = (value: number) => String(Number(value.toPrecision(4)));

/** A name that a spreadsheet would take for a formula is written as what it is, a path. */
const pathCell = (file: string) => (/^[=+\-@\t\r]/.test(file) ? `./${file}` : file);

/** A table of answers, a row a picture, written as they come: so it is there as far as it went, whatever ends it. */
export class AnswersCsv {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle | null,
  ) {}

  /** @param path '-' is standard output @throws CommandError where it cannot be written */
  static async open(path: string): Promise<AnswersCsv> {
    if (path === STANDARD_OUTPUT) {
      const printed = new AnswersCsv(path, null);
      await printed.write(HEAD);
      return printed;
    }
    const head = HEAD.join(',');
    await refuseToReplace(path, head);
    // As every other file: it takes the place of a link, and is no pipe or device.
    await writeForUser(path, `${head}\n`);
    return new AnswersCsv(path, await open(path, 'a').catch(because(phrase('{{path}} cannot be written', { path }))));
  }

  /** `digits` are those of the text in its order, each with its confidence, those with a `?` refused: `2:0.998 7?:0.41`. */
  async answer(file: string, { text, confidence, complete, digits }: Recognition): Promise<void> {
    const each = digits.map((digit) => `${digit.digit}${digit.rejected ? '?' : ''}:${share(digit.confidence)}`);
    await this.write([pathCell(file), text, share(confidence), String(complete), each.join(' '), '']);
  }

  /** A picture that could not be read. @param error in English, for programs */
  async failure(file: string, error: string): Promise<void> {
    await this.write([pathCell(file), '', '', '', '', error]);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }

  private async write(cells: readonly string[]): Promise<void> {
    const line = csvFormatRows([[...cells]]);
    if (this.file === null) printText(line);
    else await this.file.write(`${line}\n`).catch(because(phrase('{{path}} cannot be written', { path: this.path })));
  }
}
