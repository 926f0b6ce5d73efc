import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { violationsOf } from '#messages/validate.js';
import {
  AddSupplyCodes,
  AllocateSupply,
  CloseSupplyLot,
  ImportSupplyLot,
  OpenSupplyLot,
  ReleaseSurplus,
} from './supply-commands.js';
import { poolEvents, supplyEvents } from './supply-events.js';

const golden = join(import.meta.dirname, 'golden');
describeGoldenEvents(supplyEvents, golden);
describeGoldenEvents(poolEvents, golden);

describe('commands', () => {
  it.each([ImportSupplyLot, OpenSupplyLot, AddSupplyCodes, CloseSupplyLot, AllocateSupply, ReleaseSurplus])(
    '%p has an example that is valid',
    (type) => expect(violationsOf(type, describeCommand(type).example)).toEqual([]),
  );
});
