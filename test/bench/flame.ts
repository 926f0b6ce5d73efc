import { readFileSync, writeFileSync } from 'node:fs';
import { flameGraph, type Frame } from './report/flame-graph.js';

/** `node dist/test/bench/flame.js <cpuprofile> <svg>`: what a profile of `node --cpu-prof` saw, as one picture. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Waiting is no work, and starting is none of a request's. */
const LEFT_OUT = /^\((idle|program)\)$|run_main|ModuleJob|compileForInternalLoader/;

function framesOf({ nodes, samples, timeDeltas }: Profile): Frame {
  const own = new Map<number, number>();
  samples.forEach((id, index) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const build = (id: number): Frame => {
    const node = byId.get(id);
    const { functionName = '', url = '' } = node?.callFrame ?? {};
    const place = url.replace(/^.*\/dist\/|^.*node_modules\//, '');
    const children = (node?.children ?? []).map(build).filter(({ name }) => !LEFT_OUT.test(name));
    const time = (own.get(id) ?? 0) + children.reduce((sum, child) => sum + child.time, 0);
    return { name: `${functionName === '' ? '(anonymous)' : functionName} ${place}`.trim(), time, children };
  };
  return build(nodes[0]?.id ?? 0);
}

const [from = '', to = ''] = process.argv.slice(2);
const profile = JSON.parse(readFileSync(from, 'utf8')) as Profile;
writeFileSync(to, flameGraph(framesOf(profile)));
