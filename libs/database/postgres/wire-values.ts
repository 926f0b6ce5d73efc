import { type SqlValue } from '../sql.js';

const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

function element(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return arrayText(value as readonly SqlValue[]);
  return quoted(value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value));
}

const arrayText = (values: readonly SqlValue[]): string => `{${values.map(element).join(',')}}`;

/** A parameter as it goes over the wire: the text form of PostgreSQL; bytes as they are. */
export function wireValue(value: SqlValue): string | Buffer | null {
  if (typeof value === 'string' || value === null) return value;
  if (Array.isArray(value)) return arrayText(value as readonly SqlValue[]);
  return value instanceof Uint8Array ? Buffer.from(value) : String(value);
}
