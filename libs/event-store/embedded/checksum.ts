import { crc32 } from 'node:zlib';

/** What a checksum covers: every stored field of a record, its place in the log included. */
export interface ChecksummedFields {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * CRC-32: it is there for rot and slips of a hand, at a tenth of the price of a cryptographic hash.
 * Whoever may write the file can also write a matching SHA-256; forgery is what the audit log's signed
 * checkpoints are for. No field can hold a line feed, so the framing is unambiguous.
 */
export const checksumOf = (record: ChecksummedFields): number =>
  crc32(
    `${record.position}\n${record.stream}\n${record.revision}\n${record.id}\n${record.type}\n${record.data}\n${record.metadata}`,
  );
