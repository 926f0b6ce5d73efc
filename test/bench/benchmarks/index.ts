import { type Benchmark } from '../harness/bench.js';
import { append, appendPeer } from './append.js';
import { batch } from './batch.js';
import { decide } from './decide.js';
import { esdb } from './esdb.js';
import { history } from './history.js';
import { httpQuery } from './http-query.js';
import { httpRedeem } from './http-redeem.js';
import { issue } from './issue.js';
import { load } from './load.js';
import { projectLive } from './project-live.js';
import { projectRebuild } from './project-rebuild.js';
import { queries } from './queries.js';
import { readAll } from './read-all.js';
import { start } from './start.js';

/**
 * In the order of the report, and of what --quick has time for: those with slow peers come last. One file a benchmark:
 * to add one, write it and name it here.
 */
export const benchmarks: readonly Benchmark[] = [
  append,
  decide,
  httpRedeem,
  httpQuery,
  projectLive,
  issue,
  history,
  queries,
  projectRebuild,
  start,
  esdb,
  load,
  readAll,
  batch,
  appendPeer,
];
