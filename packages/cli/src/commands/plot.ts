import type { Command } from 'commander';
import type { PlotOptions } from '../run/compare.js';
import { t } from '../texts/language.js';
import { examples, type Finish, OPTIONS } from './options.js';

export function addPlot(program: Command, finish: Finish): void {
  program
    .command('plot')
    .description(t('put the curves of runs on shared axes, or their figures into one table'))
    .argument('<DIR...>', t('folders of runs, folders that hold several, patterns such as "runs/*-fast"'))
    .option(
      '--out <file...>',
      t(
        'what to draw: .svg or .png pictures, a .html page with the values under the pointer (default: plot.svg, plot.png and plot.html)',
      ),
    )
    .option(
      '--csv <file>',
      t(
        'write a table instead, a row a run and pass, with the switches in which the runs differ; - is standard output',
      ),
    )
    .option('--all-switches', t('with --csv: a column for every switch'))
    .addOption(OPTIONS.json())
    .addHelpText(
      'after',
      examples(
        'lenet5 plot runs/2026-11-25-paper-fast runs/2026-11-25-paper-distorted',
        'lenet5 plot runs --out curves.html',
        'lenet5 plot runs --csv runs.csv',
      ),
    )
    .action(async (folders: string[], options: PlotOptions) => {
      const { plot } = await import('../run/compare.js');
      finish(await plot(folders, options));
    });
}
