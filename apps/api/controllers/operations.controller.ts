import { Controller, Inject } from '@nestjs/common';
import { Text } from '#messages/fields.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { type Role } from '#messages/roles.js';
import { type RetryOutcome } from '#projecting/retrying.js';
import { type Operations } from '../operations.js';
import { OPERATIONS } from '../injection.js';
import { StreamNotParked } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { type Asked } from '../request/query-message.js';
import { Operated, OperationRoute } from '../routes/operation-route.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';
import {
  doneSchema,
  outcomeSchema,
  parkedSchema,
  processSchema,
  projectionSchema,
  verificationSchema,
} from './operations-schemas.js';

const roles: readonly Role[] = ['operator'];

class OfModel {
  @Text('Name of the read model', { max: 64 }) model!: string;
}

class OfStream extends OfModel {
  @Text('Name of the stream', { max: 200 }) stream!: string;
}

const items = (schema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { items: { type: 'array', items: schema } },
  required: ['items'],
});

const onModel = (operationId: string, summary: string, description?: string, answer = doneSchema) => ({
  operationId,
  parameters: OfModel,
  summary,
  ...(description === undefined ? {} : { description }),
  roles,
  answer,
});

const onStream = (operationId: string, summary: string) => ({
  operationId,
  parameters: OfStream,
  summary,
  roles,
  answer: outcomeSchema,
});

const path = 'operations/projections';

@Controller('v1')
export class OperationsController {
  constructor(@Inject(OPERATIONS) private readonly operations: Operations) {}

  private get projections() {
    return this.operations.projections;
  }

  // @Wanted() is what checks the roles.
  @QueryRoute(path, {
    operationId: 'listProjections',
    summary: 'How far each read model is',
    roles,
    answer: items(projectionSchema),
  })
  async status(@Wanted() _: Asked): Promise<object> {
    return { items: await this.projections.status() };
  }

  @QueryRoute('operations/processes', {
    operationId: 'listProcesses',
    summary: 'How far each process is, and its timers',
    roles,
    answer: items(processSchema),
  })
  async processes(@Wanted() _: Asked): Promise<object> {
    return { items: await this.operations.processes() };
  }

  @QueryRoute(`${path}/:model/parked`, {
    operationId: 'listParkedStreams',
    query: OfModel,
    summary: 'Streams that a read model could not apply',
    roles,
    answer: items(parkedSchema),
  })
  async parked(@Wanted() { query }: Asked<OfModel>): Promise<object> {
    return { items: await this.projections.parked(query.model) };
  }

  @QueryRoute(`${path}/:model/parked/:stream`, {
    operationId: 'findParkedStream',
    query: OfStream,
    summary: 'A stream that a read model could not apply, with the event it stopped at',
    roles,
    answer: items(parkedSchema),
  })
  async parkedStream(@Wanted() { query }: Asked<OfStream>): Promise<object> {
    const found = await this.projections.parkedStream(query.model, query.stream);
    if (found.length === 0) throw new Problem(StreamNotParked);
    return { items: found };
  }

  @OperationRoute(`${path}/:model/pause`, onModel('pauseProjection', 'Stop a projection', 'Queries go on.'))
  pause(@Operated() { model }: OfModel): Promise<object> {
    return done(model, this.projections.pause(model));
  }

  @OperationRoute(`${path}/:model/resume`, onModel('resumeProjection', 'Let a projection go on'))
  resume(@Operated() { model }: OfModel): Promise<object> {
    return done(model, this.projections.resume(model));
  }

  @OperationRoute(
    `${path}/:model/rebuild`,
    onModel(
      'rebuildProjection',
      'Build a read model anew',
      'Beside the tables that are read, then swapped in.',
    ),
  )
  rebuild(@Operated() { model }: OfModel): Promise<object> {
    return done(model, this.projections.rebuild(model));
  }

  @OperationRoute(
    `${path}/:model/rollback`,
    onModel('rollbackProjection', 'Read the tables from before the last rebuild again'),
  )
  rollback(@Operated() { model }: OfModel): Promise<object> {
    return done(model, this.projections.rollback(model));
  }

  @OperationRoute(
    `${path}/:model/verify`,
    onModel(
      'verifyProjection',
      'Compare a read model with a fresh replay of the log',
      'Answers when done, which takes as long as a rebuild.',
      verificationSchema,
    ),
  )
  verify(@Operated() { model }: OfModel): Promise<object> {
    return this.projections.verify(model);
  }

  @OperationRoute(
    `${path}/:model/parked/:stream/retry`,
    onStream('retryParkedStream', 'Apply what waits in a stream'),
  )
  async retry(@Operated() { model, stream }: OfStream): Promise<object> {
    return settled(await this.projections.retry(model, stream));
  }

  @OperationRoute(
    `${path}/:model/parked/:stream/skip`,
    onStream('skipParkedEvent', 'Give up the event that failed, and apply what waits behind it'),
  )
  async skip(@Operated() { model, stream }: OfStream): Promise<object> {
    return settled(await this.projections.skip(model, stream));
  }
}

function settled(outcome: RetryOutcome): object {
  if (outcome === 'not-parked') throw new Problem(StreamNotParked);
  return { outcome };
}

async function done(model: string, work: Promise<void>): Promise<object> {
  await work;
  return { model };
}
