import { type LogFilter } from './port.js';

/** The prefixes of a filter and the field they are compared with. */
export function prefixesOf(filter: LogFilter): {
  readonly field: 'type' | 'stream';
  readonly prefixes: readonly string[];
} {
  const [field, prefixes] =
    'typePrefixes' in filter
      ? (['type', filter.typePrefixes] as const)
      : (['stream', filter.streamPrefixes] as const);
  if (prefixes.length === 0) throw new RangeError('A filter needs at least one prefix.');
  return { field, prefixes };
}

/** Whether an event passes; the meaning of {@link LogFilter} for whoever cannot leave it to the store. */
export function matcher(
  filter: LogFilter | undefined,
): (event: { readonly type: string; readonly stream: string }) => boolean {
  if (filter === undefined) return () => true;
  const { field, prefixes } = prefixesOf(filter);
  return (event) => prefixes.some((prefix) => event[field].startsWith(prefix));
}
