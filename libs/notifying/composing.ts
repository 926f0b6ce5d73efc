import { type SendMailOptions } from 'nodemailer';
import { type Mail } from './transport.js';

/** A mail as nodemailer wants it. `Auto-Submitted` keeps holiday notices from answering (RFC 3834). */
export const composed = (from: string, { messageId, to, date, language, subject, text, html }: Mail) =>
  ({
    from,
    to,
    messageId,
    date: new Date(date),
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    // A letter holds no file or address that somebody else has chosen.
    disableFileAccess: true,
    disableUrlAccess: true,
  }) satisfies SendMailOptions;
