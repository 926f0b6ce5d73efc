import { Client, type ClientConfig } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { type NotificationListener } from '../database.js';
import { toDatabaseFailure } from '../failure.js';
import { Listeners } from '../listeners.js';

const RETRY_MS = { first: 100, most: 5000 } as const;

/**
 * One connection that only listens: a pooled one would lose its LISTEN. It comes back by itself after a loss and
 * then tells every listener that something may have been missed.
 */
export class NotificationClient {
  private readonly listeners = new Listeners();
  private connection: Promise<Client> | undefined;
  private readonly closed = new AbortController();

  constructor(private readonly config: ClientConfig) {}

  async listen(channel: string, listener: NotificationListener): Promise<() => Promise<void>> {
    this.listeners.add(channel, listener);
    try {
      const client = await (this.connection ??= this.connect());
      await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      await this.listeners.remove(channel, listener);
      throw toDatabaseFailure(error);
    }
    return () => this.listeners.remove(channel, listener);
  }

  async close(): Promise<void> {
    this.closed.abort();
    const client = await this.connection?.catch(() => undefined);
    await client?.end();
  }

  private async connect(): Promise<Client> {
    const client = new Client(this.config);
    client.on('notification', ({ channel, payload }) => this.listeners.tell(channel, payload ?? ''));
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const channel of this.listeners.channels) await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      this.connection = undefined;
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      this.connection = undefined;
      if (!this.closed.signal.aborted) void this.reconnect();
    });
    return client;
  }

  private async reconnect(): Promise<void> {
    for (
      let wait: number = RETRY_MS.first;
      !this.closed.signal.aborted;
      wait = Math.min(2 * wait, RETRY_MS.most)
    ) {
      try {
        await sleep(wait, undefined, { signal: this.closed.signal, ref: false });
        await (this.connection ??= this.connect());
        this.listeners.tellAll();
        return;
      } catch {
        // The next round tries again; close() ends it.
      }
    }
  }
}
