import { randomBytes } from 'node:crypto';
import { type CommandContext } from '#deciding/context.js';
import { FoldCache } from '#deciding/fold-cache.js';
import { freshCommandId, subCommandId } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { messageOf } from '#messages/command.js';
import { type RandomSource } from '#kernel/random.js';
import { Refusal } from '#kernel/refusal.js';
import { type Sealer } from '#privacy/sealer.js';
import { type CodeSupply, SupplyUnavailable } from '#supply/contracts/code-supply.js';
import { codeIdOf } from '../contracts/code-id.js';
import {
  ConfirmIssuance,
  type PlannedCode,
  ReportIssuanceFailure,
  RequestIssuance,
} from '../contracts/entitlement-commands.js';
import { type issuanceFailures, maxBatch } from '../contracts/vocabulary.js';
import { type Batch, type Granted, remainingOf } from '../domain/entitlement.js';
import { BatchTaken, EntitlementUnknown, NotUsedByCodes, SlotTaken } from '../domain/entitlement-refusals.js';
import { codeIssued } from '../domain/issuing.js';
import { firstSlots } from '../domain/slots.js';
import { entitlements } from './aggregates.js';
import { type CodeStreamServices, createCodeStream } from './code-streams.js';
import { sealCode } from './sealed-code.js';

export interface IssuerServices extends CodeStreamServices {
  readonly sealer: Sealer;
  readonly supply: CodeSupply;
  readonly random?: RandomSource;
  /** The command bus. */
  readonly send: (command: object, context: CommandContext) => Promise<Receipt | Refusal>;
}

/** How far issuance came: all slots filled, waiting for supply, or refused. */
export type IssueOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'waiting'; readonly remaining: number; readonly retryAt: string | undefined }
  | Refusal;

/** What set the issuance going, for the metadata of its events. */
export type IssueCause = Pick<CommandContext, 'correlationId' | 'causationId' | 'traceparent'>;

const caller = { kind: 'process', id: 'issuance', roles: ['system'], institutions: '*' } as const;

/**
 * Fills the free slots of an entitlement, batch by batch: records which code goes into which slot, creates the code
 * streams, records that they exist. It may be killed at any point, and run any number of times at once: what is
 * recorded decides which codes there are, so that no slot ever gets two (I13).
 */
export class Issuer {
  private readonly folds: FoldCache;
  private readonly random: RandomSource;

  constructor(private readonly services: IssuerServices) {
    // Of its own, and small: it reads an entitlement while it fills it, and never again.
    this.folds = new FoldCache(services.store, 20_000);
    this.random = services.random ?? randomBytes;
  }

  /** @throws StoreFailure, and whatever the sealer throws; calling it again goes on where it stopped */
  async issue(entitlementId: string, cause?: IssueCause): Promise<IssueOutcome> {
    const context = { ...(cause ?? { correlationId: freshCommandId(this.random) }), caller };
    for (;;) {
      const { state } = await this.folds.fresh(entitlements, entitlementId);
      if (state === undefined) return EntitlementUnknown();
      const [batch] = state.open;
      if (batch !== undefined) {
        const refused = await this.finish(state, batch, context);
        if (refused !== undefined) return refused;
        continue;
      }
      if (state.terms.fulfilment !== 'CODES') return NotUsedByCodes();
      if (state.free.length === 0) return { kind: 'completed' };
      const stopped = await this.begin(state, context);
      if (stopped !== undefined) return stopped;
    }
  }

  /** Records the next batch; undefined to go on. */
  private async begin(
    state: Granted,
    context: Omit<CommandContext, 'commandId'>,
  ): Promise<IssueOutcome | undefined> {
    const { entitlementId } = state.terms;
    const batchNo = state.lastBatch + 1;
    const codes = await this.plan(state, batchNo);
    if (typeof codes === 'string') return this.wait(state, codes, context);
    // A new command each time: two attempts at one batch bring different codes, and the first recorded wins.
    const command = messageOf(RequestIssuance, { entitlementId, batchNo, codes });
    const answer = await this.services.send(command, { ...context, commandId: freshCommandId(this.random) });
    const isOvertaken =
      answer instanceof Refusal && [BatchTaken.code, SlotTaken.code].includes(answer.type.code);
    return answer instanceof Refusal && !isOvertaken ? answer : undefined;
  }

  private async plan(
    { terms, free }: Granted,
    batchNo: number,
  ): Promise<readonly PlannedCode[] | (typeof issuanceFailures)[number]> {
    const { entitlementId, productKey, provider } = terms;
    const { supply, sealer, keyedHash } = this.services;
    const slots = firstSlots(free, maxBatch);
    let values: readonly string[];
    try {
      values = await supply.take({ entitlementId, batchNo, productKey, provider, count: slots.length });
    } catch (error) {
      if (error instanceof SupplyUnavailable) return 'SUPPLY_UNAVAILABLE';
      throw error;
    }
    if (values.length === 0) return 'SUPPLY_EXHAUSTED';
    return Promise.all(
      slots.slice(0, values.length).map(async (slot, index) => {
        const code = values[index] ?? '';
        return {
          slot,
          codeId: codeIdOf(keyedHash, code),
          ...(await sealCode(sealer, entitlementId, code, this.random)),
        };
      }),
    );
  }

  /** Creates the code streams of a recorded batch and records that they exist; undefined to go on. */
  private async finish(
    { terms }: Granted,
    { batchNo, codes }: Batch,
    context: Omit<CommandContext, 'commandId'>,
  ): Promise<Refusal | undefined> {
    const { entitlementId } = terms;
    const commandId = subCommandId(`${entitlementId}/${batchNo}`, ConfirmIssuance.name);
    // All at once, so that the store can make them durable together; and all settled, so that nothing runs on behind.
    const created = await Promise.allSettled(
      codes.map((code) =>
        createCodeStream(this.services, codeIssued(terms, batchNo, code), { ...context, commandId }),
      ),
    );
    const rejectedSlots = codes.filter((_, index) => !valueOf(created[index])).map(({ slot }) => slot);
    const command = messageOf(ConfirmIssuance, { entitlementId, batchNo, rejectedSlots });
    const answer = await this.services.send(command, { ...context, commandId });
    return answer instanceof Refusal ? answer : undefined;
  }

  private async wait(
    { terms: { entitlementId } }: Granted,
    reason: (typeof issuanceFailures)[number],
    context: Omit<CommandContext, 'commandId'>,
  ): Promise<IssueOutcome> {
    const command = messageOf(ReportIssuanceFailure, { entitlementId, reason });
    const answer = await this.services.send(command, { ...context, commandId: freshCommandId(this.random) });
    if (answer instanceof Refusal) return answer;
    const { state } = await this.folds.fresh(entitlements, entitlementId);
    const remaining = state === undefined ? 0 : remainingOf(state);
    return { kind: 'waiting', remaining, retryAt: state?.retryAt };
  }
}

/** @throws what the settled work was rejected with */
function valueOf<T>(settled: PromiseSettledResult<T> | undefined): T | undefined {
  if (settled?.status === 'rejected') throw settled.reason as Error;
  return settled?.value;
}
