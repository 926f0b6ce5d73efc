import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel/refusal.js';
import { type CommandClass, messageOf } from '#messages/command.js';
import { type Role } from '#messages/roles.js';
import { ConfirmBlock } from '../contracts/compromise.js';
import { GrantEntitlement } from '../contracts/entitlement-commands.js';
import {
  BookExam,
  ForfeitCode,
  RedeemCode,
  ReleaseBooking,
  RescheduleExam,
} from '../contracts/use-commands.js';
import { classPack, examAt, redemption, sitting } from '../domain/samples.js';
import { codeIdIn, listExam, openTestLedger, type TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let codeId: string;
let other: string;

beforeEach(async () => {
  ledger = await openTestLedger();
  await listExam(ledger);
  const { id } = await ledger.does(GrantEntitlement, { ...classPack, packs: 1, packSize: 2 });
  await ledger.issuer().issue(id);
  const issued = (await ledger.events()).filter(({ type }) => type === 'CodeIssued');
  [codeId = '', other = ''] = issued.map(({ data }) => codeIdIn(data));
  ledger.at('2019-10-05T08:00:00.000Z');
});
afterEach(() => ledger.close());

const as =
  (...roles: readonly Role[]) =>
  async <C extends object>(type: CommandClass<C>, fields: C): Promise<string> => {
    const caller = { kind: 'user', id: 'caller', roles, institutions: '*' } as const;
    const context = { caller, commandId: randomUUID(), correlationId: 'test' };
    const answer = await ledger.send(messageOf(type, fields), context);
    return answer instanceof Refusal ? answer.type.code : answer.events.join();
  };
const pearson = as('pearson-vue');
const certiport = as('certiport');
const candidate = as('candidate');

const books = () => ({ ...sitting, codeId });
const occurredAt = '2019-10-05T08:00:00.000Z';
const release = (cause: ReleaseBooking['cause'] = 'CANCELLED_IN_TIME') => ({
  ...{ codeId, bookingKey: sitting.bookingKey, cause, occurredAt },
});
const move = () => ({ ...books(), newBookingKey: 'BK-2', occurredAt });

describe('whose word counts', () => {
  it('E25 E27 R60 only the provider and the system may say that the provider cancelled', async () => {
    await pearson(BookExam, books());
    for (const caller of [candidate, as('vl-administrator'), as('candidate', 'vl-administrator')])
      expect(await caller(ReleaseBooking, release('PROVIDER_CANCELLED'))).toBe(
        'booking-not-cancelled-by-provider',
      );
    expect(await pearson(ReleaseBooking, release('PROVIDER_CANCELLED'))).toBe('BookingReleased');
    await pearson(BookExam, { ...books(), bookingKey: 'BK-3' });
    const third = { ...release('PROVIDER_CANCELLED'), bookingKey: 'BK-3' };
    expect(await as('system')(ReleaseBooking, third)).toBe('BookingReleased');
  });

  it('E25 R60 a candidate cannot choose the time of a cancellation or a move', async () => {
    await candidate(BookExam, books());
    ledger.at('2019-11-04T07:00:00.000Z');
    expect(await candidate(ReleaseBooking, release())).toBe('booking-release-backdated');
    expect(await candidate(RescheduleExam, { ...move(), examAt: '2019-12-04T08:00:00.000Z' })).toBe(
      'booking-release-backdated',
    );
    expect(await pearson(ReleaseBooking, release())).toBe('BookingReleased');
  });

  it('E24 only the provider says that it has already booked', async () => {
    expect(await candidate(BookExam, { ...books(), reported: true })).toBe('report-needs-provider');
    expect(await pearson(BookExam, { ...books(), reported: true })).toBe('CodeReserved');
  });

  it('I26 a provider reports for itself only', async () => {
    const refused = 'report-for-other-provider';
    expect(await certiport(BookExam, books())).toBe(refused);
    expect(await pearson(BookExam, { ...books(), provider: 'CERTIPORT' })).toBe(refused);
    expect(await pearson(BookExam, books())).toBe('CodeReserved');
    const forfeit = { codeId, bookingKey: 'BK-1', cause: 'NO_SHOW', occurredAt: examAt } as const;
    expect(await certiport(RescheduleExam, move())).toBe(refused);
    expect(await certiport(ReleaseBooking, release())).toBe(refused);
    ledger.at('2019-11-05T00:00:00.000Z');
    expect(await certiport(ForfeitCode, forfeit)).toBe(refused);
    expect(await certiport(RedeemCode, { ...redemption, codeId })).toBe(refused);
    expect(await certiport(ConfirmBlock, { codeId })).toBe(refused);
    expect(await as('certiport', 'system')(RedeemCode, { ...redemption, codeId })).toBe('CodeRedeemed');
  });
});

describe('one registration, one code', () => {
  it('R60 a registration that consumed a code consumes no other', async () => {
    ledger.at('2019-11-05T00:00:00.000Z');
    expect(await pearson(RedeemCode, { ...redemption, codeId })).toBe('CodeRedeemed');
    expect(await pearson(RedeemCode, { ...redemption, codeId })).toBe('');
    expect(await pearson(RedeemCode, { ...redemption, codeId: other })).toBe('registration-used');
    const next = { ...redemption, codeId: other, registrationKey: 'REG-2' };
    expect(await pearson(RedeemCode, next)).toBe('CodeRedeemed');
  });

  it('R60 a refused redemption leaves its registration to the right code', async () => {
    ledger.at('2020-09-01T00:00:00.000Z');
    const late = { ...redemption, occurredAt: '2020-08-15T00:00:00.000Z' };
    expect(await pearson(RedeemCode, { ...late, codeId })).toBe('code-expired');
    expect(await pearson(RedeemCode, { ...redemption, codeId: other })).toBe('CodeRedeemed');
  });

  it('R60 I16 a booking holds one code, also one that an exam was moved to', async () => {
    expect(await pearson(BookExam, books())).toBe('CodeReserved');
    expect(await pearson(BookExam, { ...books(), codeId: other })).toBe('booking-key-used');
    expect(await pearson(BookExam, { ...books(), codeId: other, bookingKey: 'BK-9' })).toBe('CodeReserved');
    const taken = { ...move(), newBookingKey: 'BK-9' };
    expect(await pearson(RescheduleExam, taken)).toBe('booking-key-used');
    expect(await pearson(RescheduleExam, move())).toBe('BookingReleased,CodeReserved');
  });

  it('R60 I16 a booking that was given up is not made again', async () => {
    await pearson(BookExam, books());
    await pearson(ReleaseBooking, release());
    expect(await pearson(BookExam, books())).toBe('booking-given-up');
    expect(await pearson(BookExam, { ...books(), codeId: other })).toBe('booking-key-used');
  });
});
