import 'reflect-metadata';
import { Command } from 'commander';
import { isForOperator } from '#composition/run-process.js';
import { chainCommand } from './commands/chain.js';
import { configCommand } from './commands/config.js';
import { exportCommand } from './commands/export.js';
import { demoCommand } from './commands/demo.js';
import { pricesCommand } from './commands/prices.js';
import { tokenCommand } from './commands/token.js';
import { projectionsCommand } from './commands/projections.js';
import { seedCommand } from './commands/seed.js';
import { simulateCommand } from './commands/simulate.js';
import { verifyCommand } from './commands/verify.js';

const program = new Command('ledgerctl')
  .description('Operates an entitlement ledger')
  .showHelpAfterError()
  .addCommand(configCommand)
  .addCommand(tokenCommand)
  .addCommand(projectionsCommand)
  .addCommand(seedCommand)
  .addCommand(simulateCommand)
  .addCommand(pricesCommand)
  .addCommand(verifyCommand)
  .addCommand(chainCommand)
  .addCommand(exportCommand)
  .addCommand(demoCommand);

try {
  await program.parseAsync();
} catch (error) {
  console.error(isForOperator(error) ? error.message : error);
  process.exitCode = 1;
}
