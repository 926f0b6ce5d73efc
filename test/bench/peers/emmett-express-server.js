import { createHash, randomUUID } from 'node:crypto';
import { CommandHandler, STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import express from 'express';
import pg from 'pg';
import { z } from 'zod';

/**
 * The same job with emmett, Express and PostgreSQL: token by its hash, body by its schema, idempotent by the command
 * ids of the stream, decided on the folded stream, durable. Argument: the database.
 */
const [postgresUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: postgresUrl, max: 24 });
const store = getPostgreSQLEventStore(postgresUrl, { connectionOptions: { pool } });
await store.schema.migrate();

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const tokens = new Map([
  [sha256('led_benchmark_0123456789abcdefghijklmnopqrs'), { kind: 'service', id: 'bench' }],
]);
const redemption = z.strictObject({
  codeId: z.string().regex(/^cod_[0-9a-z]{26}$/),
  provider: z.enum(['PEARSON_VUE', 'CERTIPORT']),
  registrationKey: z.string().min(1).max(60),
  examCode: z.string().min(1).max(20),
  occurredAt: z.iso.datetime({ offset: true }),
  occurredZone: z.string(),
});

const initialState = () => ({ issued: undefined, redeemed: undefined, commands: new Map() });
const evolve = (state, { type, data, metadata }) => {
  if (metadata?.commandId) state.commands.set(metadata.commandId, metadata.commandHash);
  if (type === 'CodeIssued') return { ...state, issued: data };
  return type === 'CodeRedeemed' ? { ...state, redeemed: data } : state;
};
const handle = CommandHandler({ evolve, initialState });

class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
  }
}

function redeem(state, command, actor, commandId, commandHash) {
  if (state.issued === undefined) throw new Refused(404, 'code-unknown');
  const known = state.commands.get(commandId);
  if (known !== undefined) {
    if (known !== commandHash) throw new Refused(422, 'idempotency-key-reused');
    return [];
  }
  if (state.redeemed?.registrationKey === command.registrationKey) return [];
  if (state.redeemed !== undefined) throw new Refused(409, 'code-used');
  if (new Date(command.occurredAt).toISOString() >= state.issued.expiresAt)
    throw new Refused(409, 'code-expired');
  const now = new Date().toISOString();
  return [
    {
      type: 'CodeRedeemed',
      data: {
        ...command,
        occurredAt: new Date(command.occurredAt).toISOString(),
        reportedAt: now,
        late: false,
      },
      metadata: {
        commandId,
        commandHash,
        actor,
        occurredAt: now,
        recordedAt: now,
        correlationId: randomUUID(),
        salt: randomUUID(),
      },
    },
  ];
}

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.json());
app.use((request, response, next) => {
  const actor = tokens.get(sha256((request.headers.authorization ?? '').slice(7)));
  if (actor === undefined) return response.status(401).json({ code: 'unauthenticated' });
  request.actor = actor;
  next();
});
app.post('/v1/redemptions', async (request, response) => {
  const parsed = redemption.safeParse(request.body);
  const key = request.headers['idempotency-key'];
  if (!parsed.success || typeof key !== 'string') return response.status(400).json({ code: 'body-invalid' });
  const { data: command } = parsed;
  const commandId = sha256(`${request.actor.id}\n${key}`);
  try {
    const result = await handle(store, `code-${command.codeId}`, (state) =>
      redeem(state, command, request.actor, commandId, sha256(JSON.stringify(command))),
    );
    response.json({
      stream: `code-${command.codeId}`,
      revision: Number(result.nextExpectedStreamVersion),
      commandId,
    });
  } catch (error) {
    response.status(error instanceof Refused ? error.status : 500).json({ code: error.message });
  }
});

const institutionId = 'ins_peer';
async function issue(count, codeIds) {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const codeId = codeIds[next++];
      const data = {
        codeId,
        expiresAt: '2030-05-31T22:00:00.000Z',
        valueCipher: 's'.repeat(140),
        commitment: 'c'.repeat(43),
        families: ['MCSA'],
      };
      const metadata = {
        commandId: randomUUID(),
        commandHash: 'h'.repeat(43),
        actor: { kind: 'process', id: 'issuance' },
      };
      await store.appendToStream(`code-${codeId}`, [{ type: 'CodeIssued', data, metadata }], {
        expectedStreamVersion: STREAM_DOES_NOT_EXIST,
      });
    }
  };
  await Promise.all(Array.from({ length: 24 }, worker));
}

const server = app.listen(0, '127.0.0.1', () => {
  server.keepAliveTimeout = 60_000;
  process.on(
    'message',
    ({ issue: count, codeIds }) => void issue(count, codeIds).then(() => process.send('issued')),
  );
  process.on('disconnect', () => process.exit());
  process.send({ port: server.address().port, institutionId });
});
