import {
  AcknowledgeOrder,
  AmendOrder,
  ApproveSpecialDiscount,
  CancelOrder,
  PlaceOrder,
  ProposeSpecialDiscount,
  RecordOrderProcessed,
  RejectOrder,
  type RequestedLine,
} from '#ordering/contracts/order-commands.js';
import { ApproveCorrection, ProposeCorrection, RecordInvoice } from '#ordering/contracts/invoice-commands.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Dice } from '../engine/dice.js';
import { actors } from './callers.js';
import { type Institution } from './institution.js';
import { type World } from './world.js';

const vendorOrderNo = (world: World): string => `V-${world.number()}`;

/** An order on its way through the vendor's offices, with all that may happen to it there. */
export class OrderJourney {
  private revision = 1;
  private over = false;
  private discounts = 0;

  constructor(
    private readonly world: World,
    private readonly institution: Institution,
    private readonly dice: Dice,
    private lines: readonly RequestedLine[],
  ) {}

  private orderId = '';

  async place(): Promise<void> {
    const { world, institution, dice } = this;
    const { resellerId, region, currency, contacts } = institution;
    const placed = await world.send(institution.reseller, PlaceOrder, {
      ...{ enrollmentId: dice.pick(institution.enrollments), resellerId, salesRegion: region, currency },
      ...{ lines: this.lines, ...(dice.chance(0.3) && { contacts: { online: contacts.online } }) },
    });
    if (placed === undefined) return;
    this.orderId = placed.id;
    if (dice.chance(0.012)) world.in(dice.whole(1, 20), () => this.reject());
    else world.in(dice.whole(1, 30), () => this.process());
    if (dice.chance(0.035)) world.in(dice.whole(2, 60), () => this.amend());
    else if (dice.chance(0.02)) world.in(dice.whole(2, 90), () => this.cancel());
  }

  private async process(): Promise<void> {
    if (this.over) return;
    const { world, dice, orderId, revision } = this;
    const processed = { orderId, revision, vendorOrderNo: vendorOrderNo(world), occurredAt: world.now };
    await world.send(actors.vendor, RecordOrderProcessed, processed);
    if (dice.chance(0.02)) await this.discount();
    world.in(dice.chance(0.04) ? dice.whole(49, 90) : dice.whole(1, 40), () => this.acknowledge(revision));
    world.in(dice.whole(20, 140), () => this.invoice(revision));
  }

  private async acknowledge(revision: number): Promise<void> {
    if (this.over || revision !== this.revision) return;
    const { world, orderId, institution } = this;
    const sentTo = [institution.contacts.online];
    await world.send(actors.vendor, AcknowledgeOrder, { orderId, revision, sentTo, occurredAt: world.now });
  }

  private async invoice(revision: number): Promise<void> {
    const { world, dice, orderId, institution } = this;
    // An invoice of a revision that was amended is sometimes on its way all the same (E32).
    if (this.over || (revision !== this.revision && !dice.chance(0.3))) return;
    this.over = true;
    const { zone, region } = institution;
    const invoiced = await world.send(actors.vendor, RecordInvoice, {
      ...{ orderId, revision, issuer: region === 'EMEA' ? 'EOC-DUBLIN' : 'AOC-RENO' },
      ...{ invoiceNo: `INV-${world.number()}`, invoiceDate: localDateAt(world.now, zone) },
      calendarId: region === 'EMEA' ? 'DE-NATIONWIDE' : 'US-FEDERAL',
      lines: this.lines.map(({ productKey, packs }, index) => ({ lineNo: index + 1, productKey, packs })),
    });
    if (invoiced !== undefined && dice.chance(0.015)) world.in(dice.whole(48, 900), () => this.correct());
  }

  private async amend(): Promise<void> {
    if (this.over) return;
    const { world, dice, orderId } = this;
    const lines = this.lines.map(({ productKey, packs, termModel }) => ({
      productKey,
      packs: packs + dice.whole(1, 2),
      termModel,
    }));
    const reason = dice.pick(['CUSTOMER_REQUEST', 'ORDERED_IN_ERROR']);
    const amended = await world.send(this.institution.reseller, AmendOrder, { orderId, lines, reason });
    if (amended === undefined) return;
    this.lines = lines;
    this.revision += 1;
    world.in(dice.whole(1, 20), () => this.process());
  }

  private async cancel(): Promise<void> {
    if (this.over) return;
    this.over = true;
    const reason = this.dice.pick(['CUSTOMER_REQUEST', 'ORDERED_IN_ERROR', 'DUPLICATE']);
    await this.world.send(this.institution.reseller, CancelOrder, { orderId: this.orderId, reason });
  }

  private async reject(): Promise<void> {
    if (this.over) return;
    this.over = true;
    const { orderId, revision } = this;
    await this.world.send(actors.vendor, RejectOrder, { orderId, revision, reason: 'CREDIT_REFUSED' });
  }

  /** By two persons (I38). */
  private async discount(): Promise<void> {
    const { orderId, world } = this;
    const wanted = { orderId, lineNo: 1, unitPrice: '100.00', approvalRef: `DESK-${world.number()}` };
    await world.send(actors.vendor, ProposeSpecialDiscount, wanted);
    this.discounts += 1;
    await world.send(actors.secondVendor, ApproveSpecialDiscount, { orderId, proposal: this.discounts });
  }

  /** By two persons (I38); the codes that were granted stay. */
  private async correct(): Promise<void> {
    const { world, orderId } = this;
    await world.send(actors.vendor, ProposeCorrection, {
      ...{ orderId, creditNo: `CR-${world.number()}`, lines: [{ lineNo: 1, net: '1.00' }] },
      reason: 'WRONG_PRICE',
    });
    await world.send(actors.secondVendor, ApproveCorrection, { orderId, proposal: 1 });
  }
}
