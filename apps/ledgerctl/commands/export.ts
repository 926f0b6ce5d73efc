import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { ConfigurationError } from '#config/configuration-error.js';
import { askLedger } from '../ask-ledger.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly format: string;
  readonly output?: string;
}

/** `state=ISSUED` for `?state=ISSUED`. @throws ConfigurationError for what is no filter */
function addressOf({ url, format }: Options, list: string, filters: readonly string[]): URL {
  const address = new URL(`/v1/${list}`, url);
  for (const filter of filters) {
    const [, name = '', value = ''] = /^([A-Za-z]+)=(.*)$/s.exec(filter) ?? [];
    if (name === '') throw new ConfigurationError(`A filter is name=value; ${filter} is not.`);
    address.searchParams.append(name, value);
  }
  address.searchParams.set('format', format);
  return address;
}

/** The file has its name only once it is whole. */
async function store(answer: IncomingMessage, output: string | undefined): Promise<void> {
  if (output === undefined) return pipeline(answer, process.stdout, { end: false });
  await pipeline(answer, createWriteStream(`${output}.partial`, { mode: 0o600 }));
  await rename(`${output}.partial`, output);
}

/** @returns how many rows were written @throws ConfigurationError when the ledger refuses, or breaks off */
export async function exportList(
  list: string,
  filters: readonly string[],
  options: Options,
): Promise<{ readonly rows: number; readonly asOf: string }> {
  const { token = process.env['LEDGERCTL_TOKEN'], output } = options;
  if (token === undefined) throw new ConfigurationError('An export needs --token, or LEDGERCTL_TOKEN.');
  const answer = await askLedger(addressOf(options, list, filters), { token });
  if (answer.statusCode !== 200) {
    const { title = 'It failed.', detail = '', errors = [] } = (await json(answer)) as Problem;
    if (errors.some(({ pointer }) => pointer === '/format')) throw noList(list);
    const wrong = errors.map((each) => ` ${each.pointer.slice(1)} ${each.detail}.`).join('');
    throw new ConfigurationError(`${answer.statusCode}: ${title} ${detail}${wrong}`.trimEnd());
  }
  if (answer.headers['content-disposition'] === undefined) {
    answer.destroy();
    throw noList(list);
  }
  await store(answer, output).catch((cause: unknown) => {
    throw new ConfigurationError('The export broke off: what was written is not the whole list.', { cause });
  });
  const asOf = answer.headers['ledger-as-of'];
  return {
    rows: Number(answer.trailers['ledger-rows']),
    asOf: typeof asOf === 'string' ? asOf : 'an empty log',
  };
}

const noList = (list: string) => new ConfigurationError(`${list} is no list that can be exported.`);

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export const exportCommand = new Command('export')
  .description('Writes a whole list of a running ledger to a file: every row of one moment')
  .argument('<list>', 'its address below /v1, such as orders, codes or history')
  .argument('[filters...]', 'as the list takes them, such as state=ISSUED')
  .option('--url <url>', 'where the ledger listens', 'http://127.0.0.1:3000')
  .option('--token <token>', 'bearer token; also LEDGERCTL_TOKEN')
  .addOption(new Option('--format <format>', 'form of the file').choices(['csv', 'ndjson']).default('csv'))
  .option('--output <file>', 'absent: standard output')
  .action(async (list: string, filters: readonly string[], options: Options) => {
    const { rows, asOf } = await exportList(list, filters, options);
    console.error(`${rows} rows as of ${asOf}`);
  });
