import { randomUUID } from 'node:crypto';
import { openDatabase } from '#database/database.js';

/** A new, empty database on the server of that URL; the answer is its own. */
export async function newDatabaseOn(serverUrl: string): Promise<string> {
  const server = await openDatabase({ url: serverUrl, directory: '' });
  const name = `rounds_${randomUUID().replaceAll('-', '')}`;
  try {
    await server.script(`CREATE DATABASE ${name}`);
  } finally {
    await server.close();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
