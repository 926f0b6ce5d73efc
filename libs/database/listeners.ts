import { type NotificationListener } from './database.js';

/** Who listens to which channel of one database. */
export class Listeners {
  private readonly byChannel = new Map<string, Set<NotificationListener>>();

  get channels(): readonly string[] {
    return [...this.byChannel.keys()];
  }

  add(channel: string, listener: NotificationListener): void {
    const listeners = this.byChannel.get(channel) ?? new Set();
    this.byChannel.set(channel, listeners.add(listener));
  }

  remove(channel: string, listener: NotificationListener): Promise<void> {
    this.byChannel.get(channel)?.delete(listener);
    return Promise.resolve();
  }

  tell(channel: string, payload: string | undefined): void {
    for (const listener of [...(this.byChannel.get(channel) ?? [])]) listener(payload);
  }

  /** Something may have been missed. */
  tellAll(): void {
    for (const channel of this.channels) this.tell(channel, undefined);
  }
}

/** Channels are written into statements, where a parameter cannot go. @throws RangeError */
export function checkedChannel(channel: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel))
    throw new RangeError(`${channel} is not the name of a channel`);
  return channel;
}
