import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ListExam } from '#catalogue/contracts/exam-commands.js';
import { demoPriceCommands, loadSeed, seedCommands, throughBus } from '#catalogue/seed/index.js';
import { MoveClock } from '#clock/move-clock.js';
import { openLedger } from '#composition/open-ledger.js';
import { Configuration } from '#config/configuration.js';
import { type Caller, inContext } from '#deciding/context.js';
import { type Receipt } from '#deciding/receipt.js';
import { type StoredEvent } from '#event-store/port.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { type CommandClass, messageOf } from '#messages/command.js';
import { eventually } from '#projecting/testing/eventually.js';
import { openCommandBus } from '../command-bus.js';
import { startWork, type Work } from '../start-work.js';

const tester: Caller = { kind: 'user', id: 'tester', roles: ['system'], institutions: '*' };

type Sent = (command: object) => void;

/**
 * The embedded ledger with its worker on a scratch directory, with products, calendars and example prices, and with the
 * exams that a spec lists; for specs only.
 */
export async function openWorkingLedger(settings: Partial<Configuration> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-work-'));
  const logger = pino({ level: 'silent' });
  const configuration = Object.assign(new Configuration(), { dataDir: directory, ...settings });
  const ledger = await openLedger(configuration);
  const bus = await openCommandBus(ledger);
  const seed = [...seedCommands()].filter(({ subject }) => !subject.startsWith('exam/'));
  await loadSeed(throughBus(bus), seed);
  await loadSeed(throughBus(bus), demoPriceCommands());
  let work: Work | undefined;

  const ledgerForSpecs = {
    ledger,
    /** Sends a command that must be accepted, in the name of a person. */
    async does<C extends object>(type: CommandClass<C>, fields: C, by = tester.id): Promise<Receipt> {
      const context = { caller: { ...tester, id: by }, commandId: randomUUID(), correlationId: 'test' };
      const answer = await bus.execute(inContext(messageOf(type, fields), context));
      if (answer instanceof Refusal) throw new Error(`${type.name} is refused: ${answer.type.code}`);
      return answer;
    },
    /** @param sent is told each command before it is sent, and keeps it from being sent by throwing */
    async start(sent: Sent = () => undefined): Promise<void> {
      const execute = async (command: object) => {
        sent(command);
        return bus.execute(command);
      };
      work = await startWork(ledger, execute, logger);
    },
    /** What was under way stays half done. */
    async stop(): Promise<void> {
      await work?.stop();
      work = undefined;
    },
    moveTo: (now: Instant): Promise<Receipt> => ledgerForSpecs.does(MoveClock, { now }),
    events: (...typePrefixes: string[]): Promise<StoredEvent[]> =>
      Array.fromAsync(ledger.store.readAll({ filter: { typePrefixes } })),
    /** Resolves with the events of a type once there are that many. */
    happened: (type: string, count = 1): Promise<readonly StoredEvent[]> =>
      eventually(async () => {
        const found = (await ledgerForSpecs.events(type)).filter((each) => each.type === type);
        return found.length >= count ? found : undefined;
      }),
    /** An exam that MCSA codes pay for. */
    listExam: (examCode: string, fields: Partial<ListExam> = {}) =>
      ledgerForSpecs.does(ListExam, {
        ...{ examCode, title: `Exam ${examCode}`, effectiveFrom: '2019-01-01' },
        ...{ preparationUrl: `https://example.com/${examCode}`, providers: ['PEARSON_VUE'] },
        families: ['MCSA'],
        ...fields,
      }),
    async close(): Promise<void> {
      await ledgerForSpecs.stop();
      await bus.close();
      await ledger.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return ledgerForSpecs;
}

/** A field of an event, as text. */
export const word = ({ data }: StoredEvent, field: string): string => {
  const value = data[field];
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export type WorkingLedger = Awaited<ReturnType<typeof openWorkingLedger>>;

/** Lets so many commands of those classes pass, and then none at all: a process that was killed in between. */
export function dyingAfter(count: number, ...types: readonly CommandClass[]) {
  let seen = 0;
  let dead: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (dead = resolve));
  const sent: Sent = (command) => {
    if (types.some((type) => command instanceof type)) seen += 1;
    if (seen <= count) return;
    dead();
    throw new Error('killed');
  };
  return { sent, died };
}
