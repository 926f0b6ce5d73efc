/**
 * A map of strings that is never changed: adding answers a new map, which shares all but a few nodes with the old one.
 * For states that remember many keys: a fold over n events costs n steps of nearly constant size, and a state that
 * somebody still holds stays what it was.
 */
export interface PersistentMap<V> {
  readonly size: number;
  get(key: string): V | undefined;
  has(key: string): boolean;
  with(key: string, value: V): PersistentMap<V>;
  entries(): IterableIterator<readonly [key: string, value: V]>;
}

const bits = 4;
const width = 1 << bits;

interface Leaf<V> {
  readonly hash: number;
  /** More than one only when hashes collide. */
  readonly pairs: readonly (readonly [string, V])[];
}
interface Branch<V> {
  readonly nodes: readonly (Node<V> | undefined)[];
}
type Node<V> = Leaf<V> | Branch<V>;

/** FNV-1a over UTF-16 units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

const slotOf = (hash: number, depth: number): number => (hash >>> (depth * bits)) & (width - 1);

function find<V>(root: Node<V> | undefined, key: string): readonly [string, V] | undefined {
  const hash = hashOf(key);
  let node = root;
  for (let depth = 0; node !== undefined; depth += 1) {
    if ('pairs' in node) return node.pairs.find(([name]) => name === key);
    node = node.nodes[slotOf(hash, depth)];
  }
  return undefined;
}

function put<V>(node: Node<V> | undefined, leaf: Leaf<V>, depth: number): Node<V> {
  if (node === undefined) return leaf;
  if ('nodes' in node) {
    const slot = slotOf(leaf.hash, depth);
    return { nodes: node.nodes.with(slot, put(node.nodes[slot], leaf, depth + 1)) };
  }
  if (node.hash === leaf.hash) {
    const others = node.pairs.filter(([name]) => leaf.pairs.every(([added]) => added !== name));
    return { hash: leaf.hash, pairs: [...others, ...leaf.pairs] };
  }
  const apart = put({ nodes: Array<Node<V> | undefined>(width).fill(undefined) }, node, depth);
  return put(apart, leaf, depth);
}

function* pairsOf<V>(node: Node<V> | undefined): IterableIterator<readonly [string, V]> {
  if (node === undefined) return;
  if ('pairs' in node) yield* node.pairs;
  else for (const each of node.nodes) yield* pairsOf(each);
}

const mapOf = <V>(root: Node<V> | undefined, size: number): PersistentMap<V> => ({
  size,
  get: (key) => find(root, key)?.[1],
  has: (key) => find(root, key) !== undefined,
  with(key, value) {
    const isNew = find(root, key) === undefined;
    return mapOf(put(root, { hash: hashOf(key), pairs: [[key, value]] }, 0), size + (isNew ? 1 : 0));
  },
  entries: () => pairsOf(root),
});

export const emptyMap = <V>(): PersistentMap<V> => mapOf<V>(undefined, 0);
