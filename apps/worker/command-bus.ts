import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type Ledger } from '#composition/open-ledger.js';
import { type Answer, bindDecisions } from '#deciding/decisions.js';

@Module({ imports: [CqrsModule.forRoot()] })
class BusModule {}

export interface OpenBus {
  execute(command: object): Promise<Answer>;
  close(): Promise<void>;
}

/** A command bus without an HTTP edge around it. */
export async function openCommandBus({ runner, bindings }: Ledger): Promise<OpenBus> {
  const app = await NestFactory.createApplicationContext(BusModule, { logger: false, abortOnError: false });
  const bus = app.get(CommandBus);
  bindDecisions(bus, runner, bindings);
  return { execute: (command) => bus.execute<object, Answer>(command), close: () => app.close() };
}
