import { isUtf8 } from 'node:buffer';

/** The text of a file, or why it cannot be read as text. */
export type FileText = { readonly text: string } | { readonly unreadable: string };

/**
 * UTF-8, with or without a byte order mark. Other encodings are refused and not guessed: a guess turns a product key
 * or a decimal separator into another one without anybody noticing.
 */
export function textOf(bytes: Buffer): FileText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { unreadable: 'The file is UTF-16; save it as CSV in UTF-8.' };
  if (bytes.includes(0)) return { unreadable: 'The file is no text: it holds NUL bytes.' };
  if (!isUtf8(bytes))
    return {
      unreadable: 'The file is not UTF-8 (Latin-1 or Windows-1252, perhaps); save it as CSV in UTF-8.',
    };
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}
