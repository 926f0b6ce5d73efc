import { Command } from 'commander';
import { describeConfig } from '#config/describe-config.js';
import { loadConfiguration } from '#config/environment.js';

export const configCommand = new Command('config')
  .description('Prints the configuration as it would be used, without secrets')
  .option('--json', 'one JSON document')
  .action(({ json }: { json?: true }) => {
    const settings = describeConfig(loadConfiguration(process.env));
    if (json === true) {
      console.log(JSON.stringify(settings, null, 2));
      return;
    }
    for (const { variable, value = '(not set)', isDefault, description } of settings) {
      console.log(`${variable}=${value}${isDefault ? '  (default)' : ''}\n    ${description}`);
    }
  });
