import { type CommandBus, CommandHandler } from '@nestjs/cqrs';
import { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { Refusal } from '#kernel/refusal.js';
import { describeCommand } from '#messages/command.js';
import { type Binding } from './binding.js';
import { contextOf } from './context.js';
import { type Receipt } from './receipt.js';
import { RoleRequired } from './refusals.js';
import { type DecisionRunner } from './runner.js';

/** A receipt, and what the command's binding adds to it. */
export type Answer = (Receipt & Readonly<Record<string, unknown>>) | Refusal;

/** The one handler behind every command of the bus. */
class DecisionHandler {
  private readonly allowed: readonly string[];

  constructor(
    private readonly binding: Binding,
    private readonly runner: DecisionRunner,
  ) {
    this.allowed = [...describeCommand(binding.command).roles, 'system'];
  }

  async execute(command: object): Promise<Answer> {
    const context = contextOf(command);
    if (!context.caller.roles.some((role) => this.allowed.includes(role))) return RoleRequired();
    const outcome = await this.runner.run(this.binding, command, context);
    if (outcome instanceof Refusal) return outcome;
    const more = context.dryRun === true ? {} : await this.binding.answer?.(command, outcome);
    return { ...outcome, ...more };
  }
}

/** Opens a door of the command bus for each binding. */
export function bindDecisions(bus: CommandBus, runner: DecisionRunner, bindings: readonly Binding[]): void {
  runner.register(bindings);
  for (const binding of bindings) {
    // The bus finds a command's handler by the handler's class, so each binding gets one.
    class Handler extends DecisionHandler {}
    CommandHandler(binding.command)(Handler);
    bus.register([
      new InstanceWrapper({ metatype: Handler, instance: new Handler(binding, runner), isResolved: true }),
    ]);
  }
}
