import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { composed } from './composing.js';
import { type MailTransport } from './transport.js';

/**
 * The embedded default: each mail becomes an `.eml` file that any mail program opens, named by its Message-ID, so that
 * the same mail is one file. Readable by the owner only, because it has names and addresses in it; never a code.
 */
export function folderTransport(directory: string, from: string): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async deliver(mail) {
      const { message } = await composer.sendMail(composed(from, mail));
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const name = mail.messageId.replace(/^<|@.*$/g, '');
      // Two workers may be at the same mail: each writes a file of its own, and the last one gives it its name.
      const unfinished = join(directory, `.${name}.${randomUUID()}.part`);
      await writeFile(unfinished, message, { mode: 0o600 });
      await rename(unfinished, join(directory, `${name}.eml`));
      return { kind: 'sent' };
    },
    close: () => composer.close(),
  };
}
