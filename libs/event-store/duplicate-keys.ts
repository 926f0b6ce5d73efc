const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * The first object key that stands twice in one object of a JSON text. `JSON.parse` keeps the last one
 * without a word; RFC 8785 allows none. For edges, beside parsing: the text must be valid JSON.
 */
export function duplicateKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let text = '';
  for (let index = 0; index < json.length; index++) {
    switch (json.charCodeAt(index)) {
      case QUOTE: {
        const end = endOfString(json, index);
        text = json.slice(index, end + 1);
        index = end;
        break;
      }
      case COLON: {
        // Two spellings of one key are one key.
        const key = text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
        const keys = open.at(-1);
        if (keys?.has(key) === true) return key;
        keys?.add(key);
        break;
      }
      case 0x7b /* { */:
        open.push(new Set());
        break;
      case 0x5b /* [ */:
        open.push(undefined);
        break;
      case 0x7d /* } */:
      case 0x5d /* ] */:
        open.pop();
        break;
    }
  }
  return undefined;
}

function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json.charCodeAt(index) !== QUOTE)
    index += json.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}
