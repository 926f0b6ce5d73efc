import { type EventStore } from '#event-store/port.js';
import { type Stopping } from '../edge/stopping.js';
import { type ReadModels } from '../read-models.js';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>;
}

const patience = 2000;

/** Whether a load balancer should send requests here: not while stopping, nor without event store or read models. */
export async function readiness(
  store: EventStore,
  readModels: ReadModels,
  stopping: Stopping,
): Promise<Readiness> {
  const [eventStore, models] = await Promise.all([
    answers(() => store.head()),
    answers(() => readModels.ready()),
  ]);
  const checks = { process: stopping.isStopping ? 'failing' : 'ok', eventStore, readModels: models } as const;
  return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
}

async function answers(check: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), patience);
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch {
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}
