import { hoursAfter } from '#kernel/calendar.js';
import { type Client, eventually } from './client.js';
import { type Customer, customer } from './customer.js';
import { invoiced } from './invoiced.js';
import { type Teller } from './teller.js';
import { moveTo } from './time.js';

type Membership = Readonly<Record<string, unknown>> & {
  readonly membershipId: string;
  readonly termStart: string;
  readonly termEnd: string;
  readonly endsAt: string;
  readonly graceUntil: string;
  readonly status: string;
  readonly renewals: number;
  readonly benefits: readonly string[];
};

/** An Imagine Academy membership: eligibility, a year, grace, a renewal in time and one too late. */
export async function membership(client: Client, teller: Teller): Promise<boolean> {
  const school = await customer(client, teller);
  const { institutionId, enrollmentId, resellerId } = school;
  teller.chapter('Becoming an academy');
  const line = { productKey: 'MSIA', packs: 1, termModel: 'TWELVE_MONTH' };
  const order = { enrollmentId, resellerId, salesRegion: 'EMEA', currency: 'EUR', lines: [line] };
  const refused = await client.attempt('reseller', '/v1/orders', order);
  teller.tell('The membership needs a confirmed eligibility', {
    status: refused.status,
    problem: refused.body['title'],
  });
  const pack = await client.attempt('reseller', '/v1/orders', {
    ...order,
    lines: [{ ...line, productKey: 'CP-30' }],
  });
  teller.tell('An exam pack does not: no pack needs a membership', { status: pack.status });
  await client.send('vendor-operations', `/v1/institutions/${institutionId}/membership-eligibility`, {
    evidenceRef: 'MSIA-CHECK-42',
  });
  const first = await bought(client, school, 1);
  teller.tell(
    'The eligibility is confirmed, the membership ordered and invoiced: it runs for a year',
    told(first),
  );

  teller.chapter('Grace and renewal');
  await moveTo(client, hoursAfter(first.endsAt, 24));
  const grace = await last(client, institutionId);
  teller.tell('A day after its end: thirty days of grace, with reduced benefits', told(grace));
  const renewed = await bought(client, school, 1, ({ renewals }) => renewals === 1);
  teller.tell('Renewed within the grace: twelve months more, from the old end', told(renewed));
  await moveTo(client, hoursAfter(renewed.graceUntil, 24));
  const over = await eventually(async () => {
    const found = await last(client, institutionId);
    return found.status === 'ENDED' && found['endRecordedAt'] !== null ? found : undefined;
  }, 'the end of the membership on record');
  teller.tell('Nobody renews it a second time: after the grace it has ended', told(over));
  const late = await bought(client, school, 2);
  teller.tell('A late renewal is a new membership, with an id of its own', told(late));

  const addsUp =
    refused.status === 409 &&
    pack.status === 201 &&
    first.status === 'ACTIVE' &&
    first.benefits.includes('COURSEWARE_DISCOUNT') &&
    grace.status === 'GRACE' &&
    grace.benefits.length < first.benefits.length &&
    renewed.membershipId === first.membershipId &&
    renewed.termStart === first.termStart &&
    Number(renewed.termEnd.slice(0, 4)) === Number(first.termEnd.slice(0, 4)) + 1 &&
    over.benefits.length === 0 &&
    late.membershipId !== first.membershipId &&
    late.status === 'ACTIVE';
  teller.tell(addsUp ? 'Everything adds up' : 'Something does not add up', { addsUp, institutionId });
  return addsUp;
}

async function bought(
  client: Client,
  school: Customer,
  count: number,
  isIt: (membership: Membership) => boolean = () => true,
): Promise<Membership> {
  await invoiced(client, school, [{ productKey: 'MSIA', packs: 1 }]);
  return eventually(async () => {
    const all = await membershipsOf(client, school.institutionId);
    const newest = all.at(-1);
    return all.length === count && newest !== undefined && isIt(newest) ? newest : undefined;
  }, 'the membership');
}

/** In the order in which they started. */
async function membershipsOf(client: Client, institutionId: string): Promise<readonly Membership[]> {
  const found = await client.query('auditor', '/v1/memberships', { institutionId });
  return (found['items'] as Membership[]).sort((a, b) => a.termStart.localeCompare(b.termStart));
}

async function last(client: Client, institutionId: string): Promise<Membership> {
  const [newest] = (await membershipsOf(client, institutionId)).slice(-1);
  if (newest === undefined) throw new Error('there is no membership');
  return newest;
}

const told = ({ membershipId, status, termStart, termEnd, benefits }: Membership) => ({
  membershipId,
  status,
  term: `${termStart} to ${termEnd}`,
  benefits,
});
