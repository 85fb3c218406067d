import type { Command } from 'commander';
import { type ConvertOptions, convert } from '../commands/convert.js';
import { type InfoOptions, info } from '../commands/info.js';
import { OPTIONS, whole } from '../settings/options.js';
import { examples, type Finish } from './help.js';

export function addInfo(program: Command, finish: Finish): void {
  program
    .command('info')
    .description('print the layers of a network with their parameters and connections')
    .argument('[MODEL]', 'a .safetensors, .pth or .onnx file to look into')
    .addOption(OPTIONS.architecture(' (default: that of the file, or paper)'))
    .addOption(OPTIONS.json())
    .addHelpText('after', examples('lenet5 info --architecture blog', 'lenet5 info model.safetensors'))
    .action(async (model: string | undefined, options: InfoOptions) => finish(await info(model, options)));
}

export function addConvert(program: Command, finish: Finish): void {
  program
    .command('convert')
    .description('turn a model file into another format, told by the ending')
    .argument('<IN>', 'a .safetensors or .pth file')
    .argument('<OUT>', 'the new file: .safetensors, .pth or .onnx')
    .addOption(OPTIONS.architecture(' (default: that of the file)'))
    .option('--batch <n>', 'pictures in a call of the .onnx file (default: any number)', whole(1))
    .addOption(OPTIONS.input())
    .option('--force', 'overwrite OUT where it exists')
    .addOption(OPTIONS.json())
    .addHelpText(
      'after',
      examples('lenet5 convert model.pth model.safetensors', 'lenet5 convert model.safetensors model.onnx --batch 1'),
    )
    .action(async (from: string, to: string, options: ConvertOptions) => finish(await convert(from, to, options)));
}
