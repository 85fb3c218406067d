import type { Command } from 'commander';
import type { LabOptions } from '../commands/lab.js';
import { whole } from '../settings/options.js';
import { examples, type Finish } from './help.js';

export function addLab(program: Command, finish: Finish): void {
  program
    .command('lab')
    .description('open the lab in a browser: draw, look inside, train; served from this machine, nothing leaves it')
    .option('--port <n>', 'port to serve on (default: any that is free)', whole(0, 65_535), 0)
    .option('--host <address>', 'address to serve on', '127.0.0.1')
    .option('--no-open', 'print the address and open no browser')
    .addHelpText('after', examples('lenet5 lab', 'lenet5 lab --port 8080 --no-open'))
    .action(async (options: LabOptions) => {
      const { lab } = await import('../commands/lab.js');
      finish(await lab(options));
    });
}
