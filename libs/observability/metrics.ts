import { Registry, collectDefaultMetrics } from 'prom-client';

export type { Registry };

/** The metrics of one process, with those of Node.js when asked for: they start a sampler that lives as long as it. */
export function createMetrics({ ofProcess }: { readonly ofProcess: boolean }): Registry {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  return registry;
}
