import { type Binding, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { someGivens } from '#deciding/given-when-then.js';
import { type Receipt } from '#deciding/receipt.js';
import { BookExam, ForfeitCode, RedeemCode, ReleaseBooking } from '#entitlement/contracts/use-commands.js';
import { codeUseFacts } from '#entitlement/contracts/code-use-facts.js';
import { bookExam } from '#entitlement/domain/booking.js';
import { type AccessCode, type CodeEvent, codeFold } from '#entitlement/domain/code.js';
import { expireCode } from '#entitlement/domain/ending.js';
import { redeemCode } from '#entitlement/domain/redeeming.js';
import { forfeitCode, releaseBooking } from '#entitlement/domain/releasing.js';
import { eligible, issued } from '#entitlement/domain/samples.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { normaliseInstants } from '#messages/normalise.js';
import { reportingDecisions } from '../application/index.js';
import { ApplyProviderReport, IngestProviderReport } from '../contracts/report-commands.js';
import { type Report, type ReportEvent, reportFold } from '../domain/report.js';

/** Keyed enough for a test. */
const keyedHash = (purpose: string, text: string): Uint8Array => {
  const bytes = new Uint8Array(32);
  Buffer.from(`${purpose} ${text}`).forEach((byte, at) => {
    bytes[at % 32] = ((bytes[at % 32] ?? 0) * 31 + byte) & 255;
  });
  return bytes;
};

const bindings = reportingDecisions({ keyedHash });
const bindingOf = (command: object): Binding => {
  const found = bindings.find((binding) => binding.command === command.constructor);
  if (found === undefined) throw new Error(`${command.constructor.name} has no binding`);
  return found;
};
const context = { caller: { kind: 'test', id: 'test', roles: [], institutions: '*' } } as unknown;

/** One code and the reports about it, decided by the same bindings and deciders as in the product, without a store. */
export class Delivering {
  readonly code: CodeEvent[] = [issued];
  readonly reports = new Map<string, ReportEvent[]>();
  /** Folded event by event, as a cache does. */
  live: AccessCode = codeFold.evolve(undefined, issued);
  now: Instant = issued.data.activeFrom;

  private record(events: readonly DomainEvent[]): void {
    for (const event of events) {
      this.code.push(event as CodeEvent);
      this.live = codeFold.evolve(this.live, event as CodeEvent);
    }
  }

  private decideOnCode(command: object): readonly CodeEvent[] | Refusal {
    const given = { ...someGivens, now: this.now, facts: eligible };
    const plain = { ...given, facts: undefined };
    const reported = { ...given, facts: { byProvider: true } };
    if (command instanceof RedeemCode) return redeemCode(command, this.live, given);
    if (command instanceof BookExam) return bookExam(command, this.live, given);
    if (command instanceof ReleaseBooking) return releaseBooking(command, this.live, reported);
    if (command instanceof ForfeitCode) return forfeitCode(command, this.live, plain);
    throw new Error(`${command.constructor.name} is none of a code`);
  }

  private readonly look: Look = {
    at: (aggregate, id) =>
      Promise.resolve(
        aggregate.view === codeUseFacts.view && id === issued.data.codeId
          ? fold(aggregate.fold, this.code as never[])
          : aggregate.fold.initial,
      ),
    reference: (aggregate, id) => this.look.at(aggregate, id),
    tell: (command) => {
      const outcome = this.decideOnCode(command);
      this.record(outcome instanceof Refusal ? outcome.events : outcome);
      if (outcome instanceof Refusal) return Promise.resolve(outcome);
      const receipt: Receipt = {
        ...{ id: '', stream: '', revision: 0, position: '', commandId: '' },
        events: outcome.map(({ type }) => type),
      };
      return Promise.resolve(receipt);
    },
  };

  private async decide(command: object, id: string): Promise<number> {
    const binding = bindingOf(command);
    normaliseInstants(binding.command, command);
    const past = this.reports.get(id) ?? [];
    const state: Report | undefined = fold(reportFold, past);
    const facts = await binding.facts(command, this.look, context as CommandContext, state);
    if (facts instanceof Refusal) throw new Error(facts.type.code);
    const outcome = binding.decide(command, state, { ...someGivens, now: this.now, facts });
    if (outcome instanceof Refusal) throw new Error(outcome.type.code);
    this.reports.set(id, [...past, ...(outcome as readonly ReportEvent[])]);
    return outcome.length;
  }

  async deliver(report: Readonly<IngestProviderReport>): Promise<void> {
    const command = messageOf(IngestProviderReport, report);
    const id = bindingOf(command).id(command, context as CommandContext);
    if (id instanceof Refusal) throw new Error(id.type.code);
    await this.decide(command, id);
    await this.decide(messageOf(ApplyProviderReport, { reportId: id }), id);
  }

  /** What the timers do, until nothing comes of it any more. */
  async retry(): Promise<void> {
    for (let moved = 1; moved > 0;) {
      moved = 0;
      for (const reportId of this.reports.keys())
        moved += await this.decide(messageOf(ApplyProviderReport, { reportId }), reportId);
    }
  }

  sweep(): void {
    const swept = expireCode({ codeId: issued.data.codeId }, this.live, {
      ...someGivens,
      now: this.now,
      facts: undefined,
    });
    if (!(swept instanceof Refusal)) this.record(swept);
  }
}
