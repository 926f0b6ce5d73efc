import { hash } from 'node:crypto';
import { type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { RegisterProviderFile, RejectProviderRecord } from '#reporting/contracts/feed-commands.js';
import { IngestProviderReport } from '#reporting/contracts/report-commands.js';
import { providerOf } from './callers.js';
import { type World } from './world.js';

type Report = Readonly<IngestProviderReport>;

/** What providers have to report, delivered in a file each night: a night late, or in another order, or twice. */
export class Postbox {
  private readonly nights = new Map<string, Report[]>();

  /** @param day the night of which day delivers it, `YYYY-MM-DD` */
  put(world: World, report: Report, day: string): void {
    const key = `${report.provider} ${day}`;
    const reports = this.nights.get(key);
    if (reports !== undefined) {
      reports.push(report);
      return;
    }
    this.nights.set(key, [report]);
    const at = `${day}T23:${report.provider === 'CERTIPORT' ? '40' : '20'}:00.000Z`;
    world.at(at > world.now ? at : world.after(1), () => this.deliver(world, key, report.provider));
  }

  private async deliver(world: World, key: string, provider: DeliveryProvider): Promise<void> {
    const reports = this.nights.get(key) ?? [];
    this.nights.delete(key);
    const dice = world.dice.of(`file ${key}`);
    const fileHash = hash('sha256', `${key} ${world.number()}`);
    const file = {
      provider,
      fileHash,
      name: `exams-${key.slice(-10)}.dat`,
      bytes: 400 + reports.length * 180,
    };
    const caller = providerOf[provider];
    const mappingProfile = `${provider.toLowerCase().replace('_', '-')}-exam@1`;
    const registered = await world.send(caller, RegisterProviderFile, { ...file, mappingProfile });
    for (const [index, report] of reports.entries())
      await world.send(caller, IngestProviderReport, { ...report, fileHash, line: index + 1 });
    if (registered === undefined || !dice.chance(0.03)) return;
    const rejected = { fileId: registered.id, line: reports.length + 1, reason: 'FIELD_MISSING' as const };
    await world.send(caller, RejectProviderRecord, rejected);
    // The same file once more, under another name: it is processed once (I28).
    await world.send(caller, RegisterProviderFile, { ...file, name: `copy-of-${file.name}`, mappingProfile });
  }
}
