import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { type CommandContext } from '#deciding/context.js';
import { Issuer, sweepEntitlement } from '#entitlement/application/index.js';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { openEventStore } from '#event-store/open.js';
import { naturalId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { generatedSupply } from '#supply/application/index.js';
import { contextFor, openCodeWorld, system } from '../world/code-world.js';

/**
 * Issues codes and lets them expire, in a process of its own so that its memory is its own.
 * Arguments: directory, how many codes, how many of them are the beginning.
 */
const [directory = '', all = '', few = ''] = process.argv.slice(2);
const count = Number(all);
const beginning = Number(few);
const store = await openEventStore({ directory });
const world = await openCodeWorld(store, directory);
const send = (command: object, context: CommandContext) => world.decide(command, context);
const supply = generatedSupply(randomBytes);
const issuer = new Issuer({ ...world.services, sealer: world.sealer, supply, send });

async function grant(number: number, capacity: number): Promise<string> {
  const command = messageOf(GrantEntitlement, {
    institutionId: world.institutionId,
    enrollmentId: naturalId('enr', 'bench'),
    orderId: naturalId('ord', 'bench', number),
    lineNo: 1,
    invoiceNo: `INV-${number}`,
    invoiceDate: world.services.clock.now().slice(0, 10),
    productKey: 'CP-30',
    families: ['MCSA'],
    provider: 'PEARSON_VUE',
    fulfilment: 'CODES',
    packs: 1,
    packSize: capacity,
    zone: 'Europe/Berlin',
    salesRegion: 'EMEA',
  });
  const answer = await send(command, contextFor(system));
  if (answer instanceof Refusal) throw new Error(answer.type.code);
  return answer.id;
}

const LARGE = 100_000;

const peak = (): number => process.resourceUsage().maxRSS / 1024;

/** Events a second over the issuance of entitlements of so many codes each. */
async function issue(capacities: readonly number[], from: number): Promise<{ ids: string[]; rate: number }> {
  const ids: string[] = [];
  const start = performance.now();
  for (const [index, capacity] of capacities.entries()) {
    const id = await grant(from + index, capacity);
    const outcome = await issuer.issue(id);
    if (outcome instanceof Refusal || outcome.kind !== 'completed')
      throw new Error('the issuance was not completed');
    ids.push(id);
  }
  const codes = capacities.reduce((sum, capacity) => sum + capacity, 0);
  return { ids, rate: (codes * 1000) / (performance.now() - start) };
}

/** Entitlements of 100,000 codes each, and one of those that are left. */
function capacitiesOf(codes: number): number[] {
  const full = Array.from({ length: Math.floor(codes / LARGE) }, () => LARGE);
  return codes % LARGE === 0 ? full : [...full, codes % LARGE];
}

async function sweep(ids: readonly string[], codes: number): Promise<number> {
  const start = performance.now();
  for (const id of ids) await sweepEntitlement(store, (command) => send(command, contextFor(system)), id);
  return (codes * 1000) / (performance.now() - start);
}

/** The term is over: what is left of it is what the sweep records. */
const later = (): void => world.moveClock(500 * 24 * 3600 * 1000);

const rest = count - beginning;
const first = await issue([beginning], 0);
const rssAfterFirst = peak();
const others = await issue(capacitiesOf(rest), 1);
later();
const firstSweep = await sweep(first.ids, beginning);
const sweepRate = await sweep(others.ids, rest);
const result = {
  firstRate: first.rate,
  rate: others.rate,
  firstSweep,
  sweepRate,
  rssAfterFirst,
  rss: peak(),
};
await store.close();
process.send?.(result);
process.disconnect();
