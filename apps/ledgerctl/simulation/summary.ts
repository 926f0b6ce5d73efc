import { type History } from './play-history.js';

interface Played {
  readonly seconds: number;
  readonly dataDir: string;
}

/** What was made, as a table whose figures can be checked against the read models afterwards. */
export function summaryOf({ simulation, world, from }: History, { seconds, dataDir }: Played): string {
  const { tally, clock } = simulation.parts;
  const of = (type: string): number => tally.count(type);
  const figures: readonly (readonly [string, number])[] = [
    ['institutions', world.institutions.length],
    ['people', of('PersonRegistered')],
    ['orders', of('OrderPlaced')],
    ['entitlements', of('EntitlementGranted')],
    ['codes issued', of('CodeIssued')],
    ['codes redeemed', of('CodeRedeemed')],
    ['codes forfeited', of('CodeForfeited')],
    ['codes expired (swept, less those reversed)', of('CodeExpired') - of('ExpiryReversed')],
    ['codes voided', of('CodeVoided')],
    ['libraries unlocked', of('LibraryUnlocked')],
    ['exams drawn from site packs', of('ExamDrawn')],
    ['provider reports', of('ProviderReportRecorded')],
    ['cases opened', of('CaseOpened')],
    ['cases resolved', of('CaseResolved')],
  ];
  return [
    `A history of ${tally.events} events, from ${from} to ${clock.now()}, in ${seconds.toFixed(1)} s ` +
      `(${Math.round(tally.events / seconds)} events/s).`,
    '',
    ...table(figures),
    '',
    'Events by type:',
    ...table([...tally.types].sort(([, a], [, b]) => b - a)),
    '',
    'Refused, as happens:',
    ...table([...tally.refusals].sort(([, a], [, b]) => b - a)),
    '',
    `To look at it: LEDGER_DATA_DIR=${dataDir} npm start`,
  ].join('\n');
}

const table = (rows: readonly (readonly [string, number])[]): readonly string[] =>
  rows.map(([name, count]) => `  ${String(count).padStart(9)}  ${name}`);
