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
      // The first statement on a connection may be how its loss is noticed.
      await this.listenOn(channel).catch(() => this.listenOn(channel));
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

  private async listenOn(channel: string): Promise<void> {
    const connection = this.connected();
    try {
      await (await connection).query(`LISTEN "${channel}"`);
    } catch (error) {
      if (this.connection === connection) {
        this.connection = undefined;
        this.listeners.tellAll();
      }
      throw error;
    }
  }

  private connected(): Promise<Client> {
    if (this.connection !== undefined) return this.connection;
    const connection = this.connect(() => {
      // A late word of an older connection says nothing about this one.
      if (this.connection !== connection) return;
      this.connection = undefined;
      if (!this.closed.signal.aborted) void this.reconnect();
    });
    connection.catch(() => {
      if (this.connection === connection) this.connection = undefined;
    });
    this.connection = connection;
    return connection;
  }

  private async connect(lost: () => void): Promise<Client> {
    const client = new Client(this.config);
    client.on('notification', ({ channel, payload }) => this.listeners.tell(channel, payload ?? ''));
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const channel of this.listeners.channels) await client.query(`LISTEN "${channel}"`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', lost);
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
        await this.connected();
        this.listeners.tellAll();
        return;
      } catch {
        // The next round tries again; close() ends it.
      }
    }
  }
}
