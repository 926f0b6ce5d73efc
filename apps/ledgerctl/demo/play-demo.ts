import { ConfigurationError } from '#config/configuration-error.js';
import { Client } from './client.js';
import { startOwnLedger } from './own-ledger.js';
import { scenarios } from './scenarios.js';
import { Teller } from './teller.js';

export interface DemoOptions {
  readonly urls: readonly string[];
  readonly token: string | undefined;
  readonly json: boolean;
  readonly scenario: string;
}

/** Plays a story against the ledgers named, or one of its own. @returns whether it adds up */
export async function playDemo({ urls, token, json, scenario }: DemoOptions): Promise<boolean> {
  const play = scenarios[scenario];
  if (play === undefined) throw new ConfigurationError(`There is no scenario ${scenario}.`);
  const teller = new Teller(json);
  if (urls.length > 0) {
    if (token === undefined)
      throw new ConfigurationError('A started ledger needs its development token: --token.');
    return play(new Client(urls.map(withoutSlash), token), teller);
  }
  const own = await startOwnLedger();
  try {
    if (!json) console.log(`A ledger of its own on ${own.url}, data in ${own.directory}`);
    return await play(new Client([own.url], own.token), teller);
  } finally {
    await own.stop();
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
