import { Command } from 'commander';
import { playDemo } from '../demo/play-demo.js';
import { scenarios } from '../demo/scenarios.js';

interface Asked {
  readonly url: readonly string[];
  readonly token?: string;
  readonly json?: true;
  readonly scenario: string;
}

export const demoCommand = new Command('demo')
  .description('Plays the whole life of an order over HTTP and prints each step')
  .option(
    '--url <url...>',
    'a started ledger, or several of one deployment; absent: one of its own in a scratch directory',
    [],
  )
  .option('--token <token>', 'its development token; also DEMO_TOKEN', process.env['DEMO_TOKEN'])
  .option('--json', 'one machine-readable line per step')
  .option('--scenario <name>', `which story: ${Object.keys(scenarios).join(', ')}`, 'class-pack')
  .action(async ({ url, token, json, scenario }: Asked) => {
    const ok = await playDemo({ urls: url, token, json: json === true, scenario });
    if (!ok) process.exitCode = 1;
  });
