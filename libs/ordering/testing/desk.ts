import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCalendar } from '#catalogue/contracts/calendar-commands.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { ListProduct } from '#catalogue/contracts/product-commands.js';
import { type Binding } from '#deciding/binding.js';
import { type Caller, type CommandContext } from '#deciding/context.js';
import { commandIdFor } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { DecisionRunner } from '#deciding/runner.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { Refusal } from '#kernel/refusal.js';
import { type CommandClass, describeCommand } from '#messages/command.js';
import { orderingDecisions, orderingPolicies } from '../application/index.js';
import { AddEnrollment, RegisterAgreement } from '../contracts/agreement-commands.js';
import { RecordInvoice } from '../contracts/invoice-commands.js';
import { PlaceOrder, RecordOrderProcessed } from '../contracts/order-commands.js';
import { RegisterReseller } from '../contracts/reseller-commands.js';

const everybody: Caller = { kind: 'user', id: 'ops-1', roles: [], institutions: '*' };

type Fields<C> = Readonly<Partial<C>>;

/** The embedded store with the real contexts around ordering, and a clock that the spec sets. */
export class Desk {
  now = '2019-08-01T09:00:00.000Z';
  /** Of the school's orders, once there is a school. */
  resellerId = '';
  private constructor(
    private readonly directory: string,
    readonly store: EventStore,
    private readonly bindings: readonly Binding[],
  ) {}

  /** @param neighbours the commands of the contexts around it */
  static async open(neighbours: readonly Binding[]): Promise<Desk> {
    const directory = mkdtempSync(join(tmpdir(), 'ordering-'));
    const own = orderingDecisions(orderingPolicies({ priceListId: 'VL-2019' }));
    return new Desk(directory, await openEventStore({ directory }), [...neighbours, ...own]);
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.directory, { recursive: true });
  }

  /** As another process would: with caches of its own. */
  runner(store: EventStore = this.store): DecisionRunner {
    const clock = { now: () => this.now };
    const runner = new DecisionRunner({
      ...{ store, clock, policyVersion: 'test', tzdb: '2025b' },
      keyedHash: (text) => `h${text}`,
      referenceMaxAgeMs: 0,
    });
    runner.register(this.bindings);
    return runner;
  }

  /** Sends the command's example with some fields changed. */
  async send<C extends object>(
    type: CommandClass<C>,
    fields: Fields<C>,
    key: string,
    runner = this.runner(),
    context: Partial<CommandContext> = {},
  ): Promise<Receipt | Refusal> {
    const binding = this.bindings.find(({ command }) => command === type);
    if (binding === undefined) throw new Error(`${type.name} has no binding`);
    const command = Object.assign(new type(), describeCommand(type).example, fields);
    const commandId = commandIdFor('ops-1', key);
    return runner.run(binding, command, { caller: everybody, commandId, correlationId: key, ...context });
  }

  /** The same, for what is not refused. */
  async done<C extends object>(type: CommandClass<C>, fields: Fields<C>, key: string): Promise<string> {
    const answer = await this.send(type, fields, key);
    if (answer instanceof Refusal) throw new Error(`${type.name}: ${answer.type.code}`);
    return answer.id;
  }

  /** Catalogue, an accredited school, its agreement and enrollment, and its reseller. */
  async school(): Promise<{
    readonly institutionId: string;
    readonly agreementId: string;
    readonly enrollmentId: string;
  }> {
    const catalogue = this.done(ListProduct, {}, 'CP-30').then(() =>
      this.done(PublishPriceList, {}, 'prices'),
    );
    const calendar = this.done(PublishCalendar, {}, 'calendar');
    const institutionId = await this.done(RegisterInstitution, {}, 'school');
    const accreditation = this.done(RecordAccreditation, { institutionId }, 'accreditation');
    const agreementId = await this.done(RegisterAgreement, { institutionId, contacts: [] }, 'agreement');
    const enrollmentId = await this.done(AddEnrollment, { agreementId }, 'enrollment');
    const authorization = { type: 'LAR', from: '2018-08-01' } as const;
    this.resellerId = await this.done(RegisterReseller, { institutionId, authorization }, 'reseller');
    await Promise.all([catalogue, calendar, accreditation]);
    return { institutionId, agreementId, enrollmentId };
  }

  /** An order of two class packs that the vendor has processed. */
  async order(enrollmentId: string, key: string): Promise<string> {
    const orderId = await this.done(
      PlaceOrder,
      { enrollmentId, resellerId: this.resellerId },
      `${key} placed`,
    );
    await this.done(RecordOrderProcessed, { orderId, occurredAt: this.now }, `${key} processed`);
    return orderId;
  }

  invoice(orderId: string, invoiceNo: string, fields: Fields<RecordInvoice> = {}, runner = this.runner()) {
    const invoiceDate = this.now.slice(0, 10);
    const stated = { orderId, invoiceNo, invoiceDate, calendarId: 'DE-NATIONWIDE', ...fields };
    return this.send(RecordInvoice, stated, `${orderId} ${invoiceNo}`, runner);
  }

  async events(stream: string): Promise<readonly StoredEvent[]> {
    return Array.fromAsync(this.store.readStream(stream));
  }
}
