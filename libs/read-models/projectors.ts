import { type Projector } from '#projecting/projector.js';
import { CodeInventoryProjector } from './code-inventory/projector.js';
import { DisclosureLogProjector } from './disclosure-log/projector.js';
import { expiringModel } from './expiring-and-stranded/query.js';
import { HistoryProjector } from './history/projector.js';
import { invoiceToUseModel } from './invoice-to-use/projector.js';
import { LegacyELearningProjector } from './legacy-e-learning/projector.js';
import { LibraryAccessProjector } from './library-access/projector.js';
import { MembershipsProjector } from './memberships/projector.js';
import { OrderBoardProjector } from './order-board/projector.js';
import { providerActivityModel } from './provider-activity/projector.js';
import { ReconciliationProjector } from './reconciliation/projector.js';
import { SitePackBalanceProjector } from './site-pack-balance/projector.js';
import { SlaReportProjector } from './sla-report/projector.js';
import { WorkListProjector } from './work-list/projector.js';

/** Every read model there is; whoever runs projections runs these. */
export const projectors: readonly Projector[] = [
  new OrderBoardProjector(),
  new CodeInventoryProjector(),
  new HistoryProjector(),
  new ReconciliationProjector(),
  new DisclosureLogProjector(),
  new WorkListProjector(),
  new SitePackBalanceProjector(),
  new LibraryAccessProjector(),
  new MembershipsProjector(),
  new LegacyELearningProjector(),
  new SlaReportProjector(),
  invoiceToUseModel,
  providerActivityModel,
  expiringModel,
];
