import { type DomainEvent, type EventClass } from '#kernel/event.js';
import { violationsOf, type Violation } from './validate.js';

/** Turns the payload of one version into that of the next. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** An event class may carry `static readonly upcasters = { 1: v1ToV2 }`. */
interface Versioned extends EventClass {
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

/** A stored event that this program does not know how to read: it must stop, not guess. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

/** A new event whose payload is not what its class declares: a defect, never the caller's fault. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  constructor(type: string, violations: readonly Violation[]) {
    super(
      `${type} does not match its class: ${violations.map((v) => `${v.pointer} ${v.detail}`).join('; ')}`,
    );
  }
}

export interface EventRegistry {
  readonly classes: readonly EventClass[];
  /** @throws InvalidEvent, UnknownEvent */
  check(event: DomainEvent): void;
  versionOf(type: string): number;
  /** The payload as the newest version. @throws UnknownEvent for an unknown type, a newer version, or a missing upcaster */
  read(type: string, version: number, data: Readonly<Record<string, unknown>>): DomainEvent;
}

/** @throws Error when two classes share a type or an upcaster is missing */
export function eventRegistry(...classes: readonly Versioned[]): EventRegistry {
  const byType = new Map<string, Versioned>();
  for (const type of classes) {
    if (byType.has(type.type)) throw new Error(`event type ${type.type} is registered twice`);
    for (let version = 1; version < type.version; version += 1) {
      if (type.upcasters?.[version] === undefined)
        throw new Error(`${type.type} lacks the upcaster from version ${version}`);
    }
    byType.set(type.type, type);
  }
  const known = (type: string): Versioned => {
    const found = byType.get(type);
    if (found === undefined) throw new UnknownEvent(`event type ${type} is not registered`);
    return found;
  };
  return {
    classes,
    check(event) {
      const violations = violationsOf(known(event.type), event.data);
      if (violations.length > 0) throw new InvalidEvent(event.type, violations);
    },
    versionOf: (type) => known(type).version,
    read(type, version, data) {
      const current = known(type);
      if (version > current.version) {
        throw new UnknownEvent(`${type} version ${version} is newer than this program (${current.version})`);
      }
      let payload = data;
      for (let from = version; from < current.version; from += 1) {
        const upcast = current.upcasters?.[from];
        if (upcast === undefined) throw new UnknownEvent(`${type} cannot be read from version ${from}`);
        payload = upcast(payload);
      }
      return { type, data: payload };
    },
  };
}

export const mergeRegistries = (...registries: readonly EventRegistry[]): EventRegistry =>
  eventRegistry(...registries.flatMap((registry) => registry.classes));
