import { type Client, eventually, type Reply } from './client.js';
import { historyOf } from './looking.js';
import { now } from './time.js';

export const zone = 'America/Chicago';

export interface Pack {
  readonly entitlementId: string;
  readonly status: string;
  readonly capacity: number;
  readonly adjusted: number;
  readonly available: number;
  readonly reserved: number;
  readonly drawn: number;
  readonly drawnByFamily: Readonly<Record<string, number>>;
  readonly forfeited: number;
  readonly expired: number;
  readonly daysLost: number;
  readonly warnings: readonly string[];
  readonly expiry: { readonly expiresAt: string; readonly lastDay: string; readonly zone: string };
}

/** What Certiport does with one site pack, and what an auditor sees of it. */
export class SitePackDesk {
  entitlementId = '';
  private exams = 0;

  constructor(
    private readonly client: Client,
    /** Who sits the exams unless it is said otherwise. */
    private readonly candidate: string,
  ) {}

  exam(examCode: string) {
    this.exams += 1;
    return {
      drawKey: `EX-${this.entitlementId.slice(-8)}-${this.exams}`,
      provider: 'CERTIPORT',
      examCode,
      personRef: this.candidate,
      occurredZone: zone,
    };
  }

  async draw(exam: object): Promise<Reply> {
    return this.attempt('draws', { occurredAt: await now(this.client), ...exam });
  }

  attempt(path: string, body: object): Promise<Reply> {
    const { entitlementId } = this;
    return this.client.attempt('certiport', `/v1/site-packs/${entitlementId}/${path}`, {
      entitlementId,
      ...body,
    });
  }

  async tell(path: string, body: object): Promise<void> {
    const { entitlementId } = this;
    await this.client.send('certiport', `/v1/site-packs/${entitlementId}/${path}`, {
      entitlementId,
      ...body,
    });
  }

  async pack(): Promise<Pack> {
    const found = await this.client.query('auditor', `/v1/site-packs/${this.entitlementId}`);
    return found as Pack & Record<string, unknown>;
  }

  async until(status: string): Promise<void> {
    await eventually(async () => ((await this.pack()).status === status ? true : undefined), status);
  }

  async count(type: string): Promise<number> {
    const events = await historyOf(this.client, this.entitlementId);
    return events.filter((each) => each.type === type).length;
  }
}
