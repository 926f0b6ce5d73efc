import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { classPack } from '#apps/ledgerctl/demo/class-pack.js';
import { Client } from '#apps/ledgerctl/demo/client.js';
import { Teller } from '#apps/ledgerctl/demo/teller.js';
import { openCode } from '#entitlement/application/sealed-code.js';
import { formatCode, normaliseCode } from '#kernel/access-code.js';
import { type RunningLedger, runLedger } from './running-ledger.js';

/** Parts of the names and addresses that the demo registers. */
const names = ['Onlinekontakt', 'Noticeskontakt', 'Beispielstudentin', 'Musterdozent', 'musterstadt.example'];

let running: RunningLedger;

describe('a full life of an order, played over HTTP', () => {
  let codes: readonly string[];
  let told: string;
  let addsUp: boolean;

  beforeAll(async () => {
    running = await runLedger();
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    addsUp = await classPack(new Client([running.url], running.token), new Teller(true));
    told = print.mock.calls.flat().join('\n');
    print.mockRestore();
    codes = await clearCodes(running);
    await running.stop();
  }, 120_000);
  afterAll(() => running.remove());

  it('I23 R63 every right is used, forfeited or expired, and the sum is what was bought', () => {
    expect(addsUp).toBe(true);
    expect(codes).toHaveLength(61);
  });

  it('I32 no stored byte holds a clear code, or a person’s name or address', () => {
    const files = filesBelow(running.directory);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files.filter((each) => !isMail(each)))
      expect([file, found(readFileSync(file), codes)]).toStrictEqual([file, []]);
  });

  it('I32 mails name whom they are for, are for the owner of the process only, and hold no code either', () => {
    const mails = filesBelow(running.directory).filter(isMail);
    expect(mails.length).toBeGreaterThan(2);
    for (const mail of mails) {
      expect(statSync(mail).mode & 0o777).toBe(0o600);
      expect(found(readFileSync(mail), codes).filter((needle) => !names.includes(needle))).toStrictEqual([]);
    }
  });

  it('I32 no log line and no line of the demo holds one either', () => {
    expect(running.log.length).toBeGreaterThan(20);
    expect(found(Buffer.from(running.log.join('')), codes)).toStrictEqual([]);
    expect(found(Buffer.from(told), codes)).toStrictEqual([]);
  });

  it('the scan finds what it looks for', () => {
    const [first = ''] = codes;
    expect(found(Buffer.from(`x${first}y Musterdozent`), codes)).toStrictEqual([first, 'Musterdozent']);
  });
});

/** The embedded outbox stands for the mail server: a mail without its addressee would be none. */
const isMail = (file: string): boolean => dirname(file) === join(running.directory, 'mail');

const found = (bytes: Buffer, codes: readonly string[]): readonly string[] =>
  [...codes.flatMap((code) => [code, formatCode(code)]), ...names].filter((needle) => bytes.includes(needle));

/** Every code there is, opened with the key ring while it can be. */
async function clearCodes({ ledger }: RunningLedger): Promise<readonly string[]> {
  const codes: string[] = [];
  for await (const { data } of ledger.store.readAll({ filter: { typePrefixes: ['CodeIssued'] } })) {
    const code = await openCode(ledger.sealer, data['valueCipher'] as string);
    codes.push(normaliseCode(code ?? ''));
  }
  return codes;
}

const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
