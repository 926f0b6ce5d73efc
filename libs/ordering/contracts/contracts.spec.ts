import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { schemaOf } from '#messages/field-registry.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { violationsOf } from '#messages/validate.js';
import { orderingDecisions, orderingPolicies } from '../application/index.js';
import { orderingEvents } from './ordering-events.js';

const bindings = orderingDecisions(orderingPolicies({ priceListId: 'VL-2019' }));

describeGoldenEvents(orderingEvents, join(import.meta.dirname, 'golden'));

describe('commands of ordering', () => {
  it.each(bindings.map(({ command }) => command))('the example of %p is a valid body', (command) => {
    expect(violationsOf(command, describeCommand(command).example)).toEqual([]);
  });

  it('each command has one decision', () => {
    expect(bindings.map(({ command }) => command.name)).toEqual([
      'RegisterAgreement',
      'DesignateContact',
      'ChangePriceLevel',
      'RaisePriceLevel',
      'ExtendAgreement',
      'TerminateAgreement',
      'AddEnrollment',
      'RegisterReseller',
      'AuthorizeReseller',
      'EndResellerAuthorization',
      'DesignateResellerContact',
      'AlignTerm',
      'LapseAnchor',
      'HoldFirstOrderPrices',
      'ReleaseFirstOrderPrices',
      'CountPoints',
      'RecountPoints',
      'PlaceOrder',
      'AmendOrder',
      'CancelOrder',
      'RejectOrder',
      'RecordOrderProcessed',
      'AcknowledgeOrder',
      'ProposeSpecialDiscount',
      'ApproveSpecialDiscount',
      'RecordInvoice',
      'FulfilOrder',
      'CloseOrder',
      'ProposeCorrection',
      'ApproveCorrection',
    ]);
  });

  it('E7 E8 only the ledger itself moves an anchor', () => {
    for (const { command } of bindings)
      if (
        ['AlignTerm', 'LapseAnchor', 'HoldFirstOrderPrices', 'ReleaseFirstOrderPrices'].includes(command.name)
      )
        expect(describeCommand(command).roles).toEqual([]);
  });

  it('I32 no event has a field of free text that could hold a name or a code', () => {
    const free: string[] = [];
    for (const type of orderingEvents.classes) {
      const walk = (schema: JsonSchema, path: string): void => {
        if (schema.format === 'plain-text' && schema.pattern === undefined) free.push(path);
        for (const [name, part] of Object.entries(schema.properties ?? {})) walk(part, `${path}/${name}`);
        if (schema.items !== undefined) walk(schema.items, path);
      };
      walk(schemaOf(type), type.type);
    }
    expect(free).toEqual([]);
  });
});
