import { type Controller, routesOf } from '../routes/route-registry.js';
import { components } from './components.js';
import { commandOperation, operatorOperation, queryOperation, questionOperation } from './operations.js';

export type OpenApiDocument = Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
};

/** The OpenAPI 3.1 document of the controllers' routes: generated, so that it cannot differ from them. */
export function openApiDocument(controllers: readonly Controller[], publicUrl: string): OpenApiDocument {
  const paths: Record<string, Record<string, object>> = {};
  for (const controller of controllers) {
    const tag = tagOf(controller);
    for (const route of routesOf(controller)) {
      const path = `/v1/${route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`;
      const item = (paths[path] ??= {});
      if (route.kind === 'command') item['post'] = commandOperation(route, tag);
      else if (route.kind === 'question') item['post'] = questionOperation(route, tag);
      else if (route.kind === 'operation') item['post'] = operatorOperation(route, tag);
      else item['get'] = queryOperation(route, tag);
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Entitlement Ledger',
      version: '1',
      summary: 'Orders and entitlements of volume-licensed training and certification, from order to expiry.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }],
    tags: controllers.map((controller) => ({ name: tagOf(controller) })),
    externalDocs: { description: 'Every problem that the ledger answers', url: `${publicUrl}/problems` },
    paths,
    components,
  };
}

/** `DevelopmentClockController` is `development clock`. */
const tagOf = ({ name }: Controller): string =>
  name
    .replace(/Controller$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();
