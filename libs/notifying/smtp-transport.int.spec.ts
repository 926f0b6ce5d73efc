import { type AddressInfo, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { smtpTransport } from './smtp-transport.js';
import { type Mail, type MailTransport } from './transport.js';

const mail: Mail = {
  messageId: '<ntf_1.per_1@ledger.example>',
  to: { name: 'Jürgen Größe', address: 'juergen@schule.example' },
  date: '2019-08-15T09:00:00.000Z',
  language: 'de',
  subject: 'Ihre Bestellung ist bestätigt',
  text: 'Gültig für die Prüfung.\n',
  html: '<p>Gültig &lt;b&gt;</p>',
};

interface Taken {
  readonly to: readonly string[];
  readonly text: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

const answering = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

describe('a mail server', () => {
  const toClose: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) await close();
  });

  async function listening(options: SMTPServerOptions): Promise<{ port: number; taken: Taken[] }> {
    const taken: Taken[] = [];
    const server = new SMTPServer({
      authOptional: true,
      closeTimeout: 100,
      // Not a word about its certificate, which nobody is to trust here.
      logger: false,
      onData(stream, { envelope, secure, user }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => address);
          const login: unknown = user;
          taken.push({
            to,
            secure,
            text: Buffer.concat(chunks).toString('utf8'),
            user: typeof login === 'string' ? login : undefined,
          });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    toClose.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { port: (server.server.address() as AddressInfo).port, taken };
  }

  function sender(port: number, options = '', login = ''): MailTransport {
    const transport = smtpTransport(
      `smtp://${login}127.0.0.1:${port}${options}`,
      'Ledger <ledger@ledger.example>',
    );
    toClose.push(() => {
      transport.close();
      return Promise.resolve();
    });
    return transport;
  }

  it('takes a mail over STARTTLS, with names and subject in German', async () => {
    const { port, taken } = await listening({});
    const transport = sender(port, '?tls.rejectUnauthorized=false');
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'sent' });
    expect(taken).toMatchObject([{ to: ['juergen@schule.example'], secure: true }]);
    const text = taken[0]?.text ?? '';
    expect(text).toContain('Subject: =?UTF-8?Q?Ihre_Bestellung_ist_best=C3=A4tigt?=');
    expect(text).toMatch(/^To: =\?UTF-8\?Q\?J=C3=BCrgen_Gr=C3=B6=C3=9Fe\?= <juergen@schule\.example>\r$/m);
    expect(text).toContain('G=C3=BCltig f=C3=BCr die Pr=C3=BCfung.');
    expect(text).toContain('Content-Type: multipart/alternative');
  });

  it('takes a mail without TLS where it offers none', async () => {
    const { port, taken } = await listening({ disabledCommands: ['STARTTLS'] });
    expect(await sender(port).deliver(mail)).toStrictEqual({ kind: 'sent' });
    expect(taken).toMatchObject([{ secure: false }]);
  });

  it('E56 one that cannot show who it is gets no mail: it waits', async () => {
    const { port, taken } = await listening({});
    expect(await sender(port).deliver(mail)).toStrictEqual({ kind: 'deferred' });
    expect(taken).toStrictEqual([]);
  });

  it('is shown the credentials; refused ones are a matter of the operator, and the mail waits', async () => {
    const { port, taken } = await listening({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      onAuth({ username, password }, _, done) {
        if (password === 'right') done(null, { user: username });
        else done(answering(535, 'no'));
      },
    });
    expect(await sender(port, '', 'ledger:right@').deliver(mail)).toStrictEqual({ kind: 'sent' });
    expect(taken).toMatchObject([{ user: 'ledger' }]);
    expect(await sender(port, '', 'ledger:wrong@').deliver(mail)).toStrictEqual({ kind: 'deferred' });
  });

  it.each([
    [450, { kind: 'deferred' }],
    [550, { kind: 'bounced', reason: 'UNKNOWN_ADDRESS' }],
    [552, { kind: 'bounced', reason: 'MAILBOX_FULL' }],
    [554, { kind: 'bounced', reason: 'REJECTED' }],
  ])('E56 answers a recipient with %i: %o', async (code, delivery) => {
    const { port } = await listening({
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_, __, done) => done(answering(code, 'juergen is not here')),
    });
    expect(await sender(port).deliver(mail)).toStrictEqual(delivery);
  });

  it('E56 answers the mail itself: a 451 is tried again, a 554 is not', async () => {
    let code = 451;
    const { port } = await listening({
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        stream.resume();
        stream.on('end', () => done(answering(code, 'content')));
      },
    });
    const transport = sender(port);
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'deferred' });
    code = 554;
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'bounced', reason: 'REJECTED' });
  });

  it('E56 goes away after it has the whole mail: the outcome is unknown, so it gets the same mail again', async () => {
    const got: string[] = [];
    let sockets: Socket[] = [];
    let isGone = true;
    const { port } = await listening({
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          got.push(Buffer.concat(chunks).toString('utf8'));
          if (isGone) for (const socket of sockets) socket.destroy();
          else done();
        });
      },
    });
    // Between client and server, so that the line can be cut at that moment.
    const line = createServer((client) => {
      const upstream = new (client.constructor as typeof Socket)();
      upstream.connect(port, '127.0.0.1');
      for (const socket of [client, upstream]) socket.on('error', () => undefined);
      client.pipe(upstream).pipe(client);
      sockets = [client, upstream];
    });
    line.listen(0, '127.0.0.1');
    await once(line, 'listening');
    toClose.push(() => new Promise((resolve) => line.close(() => resolve())));
    const transport = sender((line.address() as AddressInfo).port);
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'deferred' });
    isGone = false;
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'sent' });
    expect(got).toHaveLength(2);
    for (const text of got) expect(text).toContain('Message-ID: <ntf_1.per_1@ledger.example>');
  });

  it('E56 that says nothing, or is not there, keeps no mail waiting for ever', async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const transport = sender(port, '?greetingTimeout=50');
    expect(await transport.deliver(mail)).toStrictEqual({ kind: 'deferred' });
    transport.close();
    await new Promise((resolve) => silent.close(resolve));
    expect(await sender(port).deliver(mail)).toStrictEqual({ kind: 'deferred' });
  });

  it('I32 takes no header that a name or a subject brings along', async () => {
    const { port, taken } = await listening({ disabledCommands: ['STARTTLS'] });
    const to = { name: 'Eve\r\nBcc: all@example.edu', address: 'eve@example.edu' };
    await sender(port).deliver({ ...mail, to, subject: 'x\r\nBcc: all@example.edu' });
    expect(taken).toMatchObject([{ to: ['eve@example.edu'] }]);
    expect(taken[0]?.text).not.toMatch(/^Bcc:/m);
  });
});
