import { CodeRedeemed } from '#entitlement/contracts/code-events.js';
import { on, type ProjectedEvent, type Projector } from '#projecting/projector.js';
import { defineTable, instant, text } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { ProviderFileReceived } from '#reporting/contracts/feed-events.js';
import { ProviderReportRecorded } from '#reporting/contracts/report-events.js';
import { PortalBalanceRecorded } from '#site-packs/contracts/portal-balance.js';
import { ExamDrawn } from '#site-packs/contracts/unit-events.js';

/** When the ledger last heard of each provider. */
export const activity = defineTable('activity', { provider: text, lastReportAt: instant }, ['provider']);

function heardOf(provider: string, { metadata: { recordedAt } }: ProjectedEvent, write: Writer): void {
  write.change(activity, { provider }, (row) =>
    row !== undefined && row.lastReportAt >= recordedAt
      ? row
      : { institutionId: '', provider, lastReportAt: recordedAt },
  );
}

/** One row a provider; its reports concern every institution. */
export class ProviderActivityProjector implements Projector {
  readonly name = 'provider-activity';
  readonly version = 1;
  readonly tables = [activity];
  readonly rowsOfOneStream = false;
  readonly handlers = [
    on(ProviderReportRecorded, (event, write) => heardOf(event.data.provider, event, write)),
    on(ProviderFileReceived, (event, write) => heardOf(event.data.provider, event, write)),
    on(CodeRedeemed, (event, write) => heardOf(event.data.provider, event, write)),
    // Site packs are delivered by Certiport alone (R74).
    on(ExamDrawn, (event, write) => heardOf('CERTIPORT', event, write)),
    on(PortalBalanceRecorded, (event, write) => heardOf('CERTIPORT', event, write)),
  ];
}

export const providerActivityModel = new ProviderActivityProjector();
