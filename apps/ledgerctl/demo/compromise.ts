import { type Client, eventually } from './client.js';
import { customer } from './customer.js';
import { invoiced } from './invoiced.js';
import { type Code, codesOf, historyOf } from './looking.js';
import { addsUp, caseAbout, examCode, issued, outcomeOf, reportResult } from './reports.js';
import { type Teller } from './teller.js';
import { inHours, moveTo, now } from './time.js';

/** A voucher list goes to the wrong person: one command voids it, and what is blocked is replaced. */
export async function compromise(client: Client, teller: Teller): Promise<boolean> {
  const ordering = await customer(client, teller);
  const { institutionId, notices } = ordering;
  teller.chapter('A voucher list for the wrong person');
  const orderId = await invoiced(client, ordering, [{ productKey: 'CP-30', packs: 1 }]);
  const codes = await issued(client, orderId, 30);
  const [used, raced] = codes as readonly [Code, Code, ...Code[]];
  const { entitlementId } = used;
  const list = await client.send('vl-administrator', `/v1/entitlements/${entitlementId}/disclose`, {
    ...{ entitlementId, contactRef: notices, channel: 'EMAIL' },
  });
  const disclosureId = String(list['disclosureId']);
  const log = await client.query('auditor', '/v1/disclosures', { disclosureId, limit: '500' });
  teller.tell('The disclosure log knows all codes of the list', {
    disclosureId,
    codes: (log['items'] as readonly unknown[]).length,
  });
  const disclosedAt = await now(client);
  const examAt = inHours(disclosedAt, 1);
  await moveTo(client, inHours(examAt, 2));
  const sat = { zone: 'UTC', occurredLocal: examAt.slice(0, 19), examCode };
  await outcomeOf(
    client,
    await reportResult(client, {
      ...sat,
      codeId: used.codeId,
      registrationKey: `REG-${orderId.slice(-8)}-1`,
    }),
  );

  teller.chapter('One command');
  await client.send('vl-administrator', '/v1/compromises', {
    institutionId,
    disclosureId,
    since: disclosedAt,
  });
  const blocks = await eventually(async () => {
    const found = await client.query('pearson-vue', '/v1/work-list', { task: 'BLOCK', limit: '500' });
    const items = (found['items'] as readonly { readonly codeId: string }[]).filter(({ codeId }) =>
      codes.some((code) => code.codeId === codeId),
    );
    return items.length === 29 ? items : undefined;
  }, '29 codes voided');
  const { caseId } = await caseAbout(client, 'VOID_FAILED', used.codeId);
  teller.tell('29 unused codes are voided and listed for the provider; the used one is a case', {
    blocks: blocks.length,
    caseId,
  });

  teller.chapter('The race');
  await outcomeOf(
    client,
    await reportResult(client, {
      ...sat,
      codeId: raced.codeId,
      registrationKey: `REG-${orderId.slice(-8)}-2`,
    }),
  );
  const types = (await historyOf(client, raced.codeId)).map(({ type }) => type);
  teller.tell('A use from before the void comes to light: it wins, and the void is recorded as failed', {
    types,
  });

  teller.chapter('Blocked and replaced');
  for (const { codeId } of blocks.filter(({ codeId }) => codeId !== raced.codeId))
    await client.send('pearson-vue', `/v1/codes/${codeId}/confirm-block`, { codeId });
  const after = await eventually(async () => {
    const found = await codesOf(client, orderId);
    return found.length === 58 ? found : undefined;
  }, '28 replacements');
  const replacements = after.filter(({ codeId }) => codes.every((code) => code.codeId !== codeId));
  const sameExpiry = replacements.every(({ expiry }) => expiry.expiresAt === used.expiry.expiresAt);
  teller.tell('Each blocked code is replaced in its slot with the same expiry', {
    replacements: replacements.length,
    sameExpiry,
  });
  return (await addsUp(client, teller, orderId, { REDEEMED: 2, ISSUED: 28 })) && sameExpiry;
}
