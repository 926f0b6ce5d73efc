import { type Client, eventually, type Reply } from './client.js';
import { type Pack, SitePackDesk, zone } from './site-pack-desk.js';
import { customer } from './customer.js';
import { historyOf } from './looking.js';
import { type Teller } from './teller.js';
import { inHours, moveTo, now } from './time.js';

/** Of the exams of their families that have no known end. */
const mos = '77-725';
const mce = '62-193';
const mta = '98-369';
const day = 24;
const catcId = 'CATC-90012345';

/** A site pack from order to expiry: a balance of exams, and who may draw from it when. */
export async function sitePack(client: Client, teller: Teller): Promise<boolean> {
  const { enrollmentId, institutionId, resellerId, ada, ben } = await customer(client, teller);
  const story = new Story(client, teller, { institutionId, ada, ben });
  const orderId = await story.order({ enrollmentId, resellerId });
  await story.activate(orderId);
  await story.sessionOfThirty();
  await story.whatIsRefused();
  await story.noShowsAndSuspension();
  return story.overdrawAndExpire();
}

class Story {
  private readonly checks: boolean[] = [];
  private readonly desk: SitePackDesk;

  constructor(
    private readonly client: Client,
    private readonly teller: Teller,
    private readonly who: { readonly institutionId: string; readonly ada: string; readonly ben: string },
  ) {
    this.desk = new SitePackDesk(client, who.ada);
  }

  /** @returns its id */
  async order(parties: { readonly enrollmentId: string; readonly resellerId: string }): Promise<string> {
    const { client, teller } = this;
    teller.chapter('The order');
    const lines = [{ productKey: 'SP-125-MOS', packs: 1, termModel: 'TWELVE_MONTH' }];
    const placed = { ...parties, salesRegion: 'EMEA', currency: 'EUR', lines };
    const orderId = String((await client.send('reseller', '/v1/orders', placed))['id']);
    teller.tell('A reseller orders a site pack of 125 exams; no test centre is needed to buy it', {
      orderId,
    });
    const number = orderId.slice(-8).toUpperCase();
    const done = { orderId, revision: 1, occurredAt: await now(client) };
    await client.send('vendor-operations', `/v1/orders/${orderId}/process`, {
      ...done,
      vendorOrderNo: `V-${number}`,
    });
    const clock = await eventually(async () => {
      const board = await client.query('vendor-operations', `/v1/orders/${orderId}`);
      const running = board['clocks'] as readonly { kind: string; metAt: string | null }[];
      return running.find(({ kind, metAt }) => kind === 'SITE_PACK_WELCOME' && metAt !== null);
    }, 'the welcome');
    teller.tell('The vendor has processed it: the welcome mail goes out within 24 hours', { clock });
    await client.send(
      'vendor-operations',
      `/v1/orders/${orderId}/invoice`,
      {
        orderId,
        revision: 1,
        issuer: 'EOC-DUBLIN',
        invoiceNo: `INV-${number}`,
        invoiceDate: (await now(client)).slice(0, 10),
        calendarId: 'DE-NATIONWIDE',
        lines: [{ lineNo: 1, productKey: 'SP-125-MOS', packs: 1 }],
      },
      'month-end billing run',
    );
    return orderId;
  }

  async activate(orderId: string): Promise<void> {
    const { client, teller, who } = this;
    const { institutionId } = who;
    teller.chapter('The term runs, and there is no test centre');
    const opened = await eventually(async () => {
      const page = await client.query('auditor', '/v1/site-packs', { orderId });
      return (page['items'] as readonly Pack[])[0];
    }, 'the site pack opened');
    this.desk.entitlementId = opened.entitlementId;
    teller.tell('The invoice has opened the pack', { status: opened.status, expires: opened.expiry });
    await moveTo(client, inHours(await now(client), 15 * day));
    await eventually(async () => {
      const events = await historyOf(client, this.desk.entitlementId);
      return events.find(({ type }) => type === 'TestCentreMissing');
    }, 'the reminder');
    const { daysLost, warnings } = await this.desk.pack();
    teller.tell('Fifteen days later the administrator has been reminded', { daysLost, warnings });
    this.refused('A draw is refused: it is not activated', await this.desk.draw(this.desk.exam(mos)));
    const at = await now(client);
    await client.send('certiport', `/v1/institutions/${institutionId}/catc-status`, {
      institutionId,
      catcId,
      status: 'ACTIVE',
      effectiveAt: at,
    });
    await client.send('certiport', `/v1/institutions/${institutionId}/technical-requirements`, {
      institutionId,
      evidenceRef: 'TR-2026-017',
      effectiveAt: at,
    });
    await this.desk.tell('activate', { catcId, licenseAcceptedBy: who.ben });
    const { status, expiry } = await this.desk.pack();
    teller.tell('Test centre, technical requirements and licence are there: it is activated', {
      status,
      expires: expiry.lastDay,
    });
  }

  async sessionOfThirty(): Promise<void> {
    const { client, teller } = this;
    teller.chapter('Thirty students start together');
    const sessionStart = inHours(await now(client), 48);
    const seats = { count: 30, sessionStart, zone, launch: 'COMPASS_CLOUD' };
    await this.desk.tell('sessions/S-1/reserve', { ...seats, sessionId: 'S-1' });
    teller.tell('One reservation holds the seats of the whole session', { ...seats });
    await moveTo(client, inHours(sessionStart, 1));
    const started = Array.from({ length: 28 }, () =>
      this.desk.draw({ ...this.desk.exam(mos), sessionId: 'S-1', occurredAt: sessionStart }),
    );
    const answers = await Promise.all(started);
    this.checks.push(answers.every(({ status }) => status === 200));
    const { available, reserved, drawn } = await this.desk.pack();
    teller.tell('28 exams start at the same moment, each drawn from the reservation', {
      drawn,
      reserved,
      available,
    });
    this.checks.push(drawn === 28 && reserved === 2 && available === 95);
  }

  async whatIsRefused(): Promise<void> {
    this.teller.chapter('What the pack pays, and for whom');
    const { who } = this;
    const ok = await this.desk.draw({ ...this.desk.exam(mce), personRef: who.ben });
    this.checks.push(ok.status === 200);
    this.teller.tell('An educators’ exam comes from the same pool', { status: ok.status });
    this.refused(
      'An MTA exam is refused: this pack is for MOS and MCE',
      await this.desk.draw(this.desk.exam(mta)),
    );
    const stranger = { ...this.desk.exam(mos), personRef: 'per_00000000000000000000000009' };
    this.refused('So is a candidate who is no person of the school', await this.desk.draw(stranger), 404);
    const known = this.desk.exam(mos);
    await this.desk.draw(known);
    const again = await this.desk.draw(known);
    const { drawn } = await this.desk.pack();
    this.checks.push(again.status === 200 && drawn === 30);
    this.teller.tell('The same exam start reported twice is one draw', { status: again.status, drawn });
    const many = { count: 94, sessionStart: inHours(await now(this.client), 48), zone, launch: 'COMPASS' };
    const seats = await this.desk.attempt('sessions/S-2/reserve', { ...many, sessionId: 'S-2' });
    this.refused('A session for more seats than are free is refused', seats);
  }

  async noShowsAndSuspension(): Promise<void> {
    const { client, teller, who } = this;
    teller.chapter('No-shows, and a test centre that is lost');
    const noShows = { sessionId: 'S-1', noShows: 2, occurredAt: await now(client) };
    await this.desk.tell('sessions/S-1/forfeit', noShows);
    teller.tell('Two students did not come: their locked seats are forfeited', { noShows: 2 });
    const lostAt = inHours(await now(client), -2);
    await this.desk.draw({ ...this.desk.exam(mos), occurredAt: inHours(lostAt, 1) });
    const { institutionId } = who;
    const status = (to: string, effectiveAt: string) =>
      client.send('certiport', `/v1/institutions/${institutionId}/catc-status`, {
        institutionId,
        catcId,
        status: to,
        effectiveAt,
      });
    await status('SUSPENDED', lostAt);
    await this.desk.until('SUSPENDED');
    // The history is a read model of its own: it may know it a moment later than the pack.
    const questioned = await eventually(
      async () => (await this.desk.count('SitePackUseQuestioned')) || undefined,
      'the draws since are questioned',
    );
    teller.tell(
      'Certiport reports late that the centre was lost two hours ago: draws since stand, as a case',
      {
        lostAt,
        cases: questioned,
      },
    );
    this.checks.push(questioned === 1);
    this.refused('Nothing is drawn while it is suspended', await this.desk.draw(this.desk.exam(mos)));
    await status('ACTIVE', await now(client));
    await this.desk.until('ACTIVE');
    teller.tell('The centre is reinstated; the expiry has not moved', { ...(await this.desk.pack()).expiry });
  }

  async overdrawAndExpire(): Promise<boolean> {
    const { client, teller } = this;
    teller.chapter('The last exam, one too many, and the end');
    const { available } = await this.desk.pack();
    for (let left = available; left > 1; left -= 1) await this.desk.draw(this.desk.exam(mos));
    const racers = await Promise.all([
      this.desk.draw(this.desk.exam(mos)),
      this.desk.draw(this.desk.exam(mos)),
    ]);
    const statuses = racers.map(({ status }) => status).toSorted((a, b) => a - b);
    teller.tell('Two candidates race for the last exam: one gets it', { statuses });
    this.checks.push(statuses.join() === '200,409');
    const reported = await this.desk.draw({ ...this.desk.exam(mos), reported: true });
    const over = await this.desk.pack();
    teller.tell('Certiport reports one more that has been sat: it is recorded, and shown as missing', {
      status: reported.status,
      available: over.available,
      warnings: over.warnings,
    });
    this.checks.push(over.available === -1 && over.warnings.includes('OVERDRAWN'));
    const { expiresAt } = over.expiry;
    await moveTo(client, expiresAt);
    this.refused(
      'At the expiry instant the clock refuses, without a sweep',
      await this.desk.draw(this.desk.exam(mos)),
    );
    const last = { ...this.desk.exam(mos), occurredAt: inHours(expiresAt, -1), reported: true };
    this.checks.push((await this.desk.draw(last)).status === 200);
    teller.tell('An exam of one hour before, reported now, still counts', { late: true });
    await moveTo(client, inHours(expiresAt, 2));
    await eventually(
      async () => ((await this.desk.count('SitePackExpired')) > 0 ? true : undefined),
      'the sweep',
    );
    return this.account();
  }

  private async account(): Promise<boolean> {
    const pack = await this.desk.pack();
    const units = {
      available: pack.available,
      reserved: pack.reserved,
      drawn: pack.drawn,
      forfeited: pack.forfeited,
      expired: pack.expired,
    };
    const rows = Object.entries(units).map(([state, exams]) => ({ state, exams }));
    this.teller.table('The account of the pack (I23)', rows);
    const sum = Object.values(units).reduce((total, count) => total + count, 0);
    const byFamily = Object.values(pack.drawnByFamily).reduce((total, count) => total + count, 0);
    const addsUp =
      sum === pack.capacity + pack.adjusted &&
      sum === 125 &&
      byFamily === pack.drawn &&
      pack.drawn === 125 &&
      this.checks.every(Boolean);
    this.teller.tell(addsUp ? 'Everything adds up' : 'Something does not add up', {
      capacity: pack.capacity,
      sum,
      drawnByFamily: pack.drawnByFamily,
      addsUp,
    });
    return addsUp;
  }

  private refused(what: string, { status, body }: Reply, expected = 409): void {
    this.checks.push(status === expected);
    this.teller.tell(what, { status, problem: body['title'] });
  }
}
