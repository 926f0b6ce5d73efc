import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { type EventStore } from '../port.js';
import { appending } from './appending.js';
import { type ContractSubject, type Given } from './fixtures.js';
import { properties } from './properties.js';
import { racing } from './racing.js';
import { readingStreams, readingTheLog } from './reading.js';
import { subscribing } from './subscribing.js';

/** Every sentence of the port, as tests; an adapter is what passes all of them. */
export function describeEventStoreContract(subject: ContractSubject): void {
  describe(`the event store contract on ${subject.name}`, () => {
    let opened: EventStore | undefined;
    const given: Given = {
      runs: subject.runs,
      store: () => {
        if (opened === undefined) throw new Error('The store is not open.');
        return opened;
      },
    };
    if (subject.timeout !== undefined) jest.setTimeout(subject.timeout);
    beforeAll(async () => {
      opened = await subject.open();
    });
    afterAll(async () => {
      await opened?.close();
    });

    describe('appending', () => appending(given));
    describe('reading streams', () => readingStreams(given));
    describe('reading the log', () => readingTheLog(given));
    describe('subscribing', () => subscribing(given));
    describe('racing', () => racing(given));
    describe('properties', () => properties(given));
  });
}
