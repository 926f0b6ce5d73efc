import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { type Aggregate } from '#deciding/aggregate.js';
import { bindDecisions } from '#deciding/decisions.js';
import { FoldCache } from '#deciding/fold-cache.js';
import { DecisionRunner } from '#deciding/runner.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore } from '#event-store/port.js';
import { type DomainEvent } from '#kernel/event.js';
import { catalogueDecisions } from '../application/index.js';
import { businessCalendarOf, calendarFacts } from '../contracts/calendar-facts.js';
import { examFacts, isSittable } from '../contracts/exam-facts.js';
import { priceListFacts, priceOf } from '../contracts/price-list-facts.js';
import { allowsProgram, onSale, packOf, productFacts } from '../contracts/product-facts.js';
import { catalogueLines, retirementOf } from './exam-catalogue.js';
import {
  type Send,
  demoPriceCommands,
  demoPriceListId,
  loadSeed,
  seedCommands,
  throughBus,
} from './index.js';

@Module({ imports: [CqrsModule.forRoot()] })
class Bus {}

describe('loading the reference data', () => {
  const directory = mkdtempSync(join(tmpdir(), 'reference-data-'));
  let store: EventStore;
  let send: Send;

  /** As after a restart: nothing is remembered but the log. */
  async function start(now = '2019-08-01T09:00:00.000Z'): Promise<Send> {
    const app = await NestFactory.createApplicationContext(Bus, { logger: false });
    const bus = app.get(CommandBus);
    const options = {
      store,
      clock: { now: () => now },
      keyedHash: (text: string) => text,
      policyVersion: 'test',
      tzdb: '2025b',
    };
    bindDecisions(bus, new DecisionRunner(options), catalogueDecisions);
    return throughBus(bus);
  }
  const size = async (): Promise<number> => (await Array.fromAsync(store.readAll())).length;
  const stateOf = async <S, E extends DomainEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S> =>
    (await new FoldCache(store).fresh(aggregate, id)).state;
  const product = (key: string) => stateOf(productFacts, key);

  beforeAll(async () => {
    store = await openEventStore({ directory });
    send = await start();
    expect(await loadSeed(send, seedCommands())).toEqual([]);
    expect(await loadSeed(send, demoPriceCommands())).toEqual([]);
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  it('E19 loading it again changes nothing, also after a restart and at another time', async () => {
    const before = await size();
    expect(before).toBeGreaterThan(200);
    send = await start('2026-11-23T00:00:00.000Z');
    expect(await loadSeed(send, seedCommands())).toEqual([]);
    expect(await loadSeed(send, demoPriceCommands())).toEqual([]);
    expect(await size()).toBe(before);
  });

  it('E19 data that differs from what was loaded is reported, not applied', async () => {
    const before = await size();
    const changed = [...seedCommands()].filter(({ subject }) => subject === 'product/CP-30');
    for (const { command } of changed) Object.assign(command, { packSize: 31 });
    const [refused, ...others] = await loadSeed(send, changed);
    expect(others).toEqual([]);
    expect(refused).toMatchObject({
      subject: 'product/CP-30',
      refusal: { type: { code: 'idempotency-key-reused' } },
    });
    expect(await size()).toBe(before);
  });

  it.each([
    ['CP-30', 'CLASS', 30, ['MCSA', 'MCSE', 'MCSD'], 'PEARSON_VUE', 'CODES', 75],
    ['MCP-1', 'EXAM', 1, ['MCSA', 'MCSE', 'MCSD'], 'PEARSON_VUE', 'CODES', 1],
    ['SP-500', 'SITE', 500, ['MOS', 'MTA', 'MCE'], 'CERTIPORT', 'BALANCE', 125],
    ['SP-125-MTA', 'SITE', 125, ['MTA', 'MCE'], 'CERTIPORT', 'BALANCE', 125],
    ['SP-125-MOS', 'SITE', 125, ['MOS', 'MCE'], 'CERTIPORT', 'BALANCE', 125],
    ['EREF', undefined, 1, [], undefined, 'CODES', 0],
    ['MSIA', undefined, 1, [], undefined, 'ACCESS', 0],
  ] as const)(
    'R18 R27 R28 R30 R31 R32 R33 R54 I22 %s is what the source says',
    async (key, pack, packSize, families, provider, fulfilment, points) => {
      const state = await product(key);
      expect(packOf(state)).toBe(pack);
      expect(state.terms).toMatchObject({ packSize, families, fulfilment, points });
      expect(state.terms?.licenseType).toBe('ServicesSubscriptionLicense');
      expect(state.terms?.provider).toBe(provider);
      expect(onSale(state, '2019-08-01')).toBe(true);
    },
  );

  it('R44 R45 R46 R47 packs and membership are academic; the single voucher and the library are for all', async () => {
    const allowed = async (key: string) => {
      const state = await product(key);
      const programs = [
        'EA',
        'SELECT',
        'SELECT_PLUS',
        'EES',
        'SCHOOL_ENROLLMENT',
        'SELECT_PLUS_ACADEMIC',
        'OVS_ES',
      ];
      return [state.terms?.academic, ...programs.filter((program) => allowsProgram(state, program))];
    };
    const academic = [true, 'EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'];
    for (const key of ['CP-30', 'SP-500', 'SP-125-MTA', 'SP-125-MOS', 'MSIA'])
      expect(await allowed(key)).toEqual(academic);
    for (const key of ['MCP-1', 'EREF']) {
      expect(await allowed(key)).toEqual([false, 'EA', 'SELECT', 'SELECT_PLUS', ...academic.slice(1)]);
    }
  });

  it('R40 e-learning is in the catalogue, and not on sale since 30 July 2019', async () => {
    const state = await product('ELEARN');
    expect(onSale(state, '2019-07-29')).toBe(true);
    expect(onSale(state, '2019-07-30')).toBe(false);
  });

  it('E57 E58 I21 each exam can be sat until its last day as it is known now', async () => {
    for (const line of catalogueLines()) {
      const exam = await stateOf(examFacts, line.code);
      const { lastExamOn } = retirementOf(line);
      expect([line.code, exam.lastExamOn]).toEqual([line.code, lastExamOn]);
      expect(isSittable(exam, '2020-07-01')).toBe(true);
    }
    const moved = await stateOf(examFacts, '70-486');
    expect([isSittable(moved, '2021-01-31'), isSittable(moved, '2021-02-01')]).toEqual([true, false]);
    expect(await stateOf(examFacts, '98-349')).toMatchObject({
      saleEndsOn: '2021-06-30',
      lastExamOn: '2022-06-30',
    });
  });

  it('I34 the calendars stand at their tenth version', async () => {
    for (const id of ['DE-NATIONWIDE', 'US-FEDERAL']) {
      const calendar = businessCalendarOf(await stateOf(calendarFacts, id));
      expect(calendar?.version).toBe('10');
      expect(Object.keys(calendar?.holidays ?? {})).toHaveLength(10);
    }
  });

  it('R8 R10 R15 example prices are a list of their own, complete, and not part of the reference data', async () => {
    const prices = await stateOf(priceListFacts, demoPriceListId);
    for (const key of ['CP-30', 'MCP-1', 'SP-500', 'SP-125-MTA', 'SP-125-MOS', 'EREF', 'MSIA']) {
      for (const currency of ['EUR', 'USD']) {
        for (const level of ['A', 'B', 'C', 'D'] as const) {
          expect(priceOf(prices, key, level, currency, '2019-08-01')?.priceList).toBe('EXAMPLE@1');
        }
      }
    }
    expect([...seedCommands()].map(({ subject }) => subject.split('/')[0])).not.toContain('pricelist');
  });
});
