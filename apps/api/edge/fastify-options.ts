import { type FastifyHttpOptions, type RawServerDefault } from 'fastify';
import { type Configuration } from '#config/configuration.js';
import { AddressTooLong, BadRequest, HeadersTooLarge, RequestTimeout } from '../problems/edge-problems.js';
import { Problem } from '../problems/problem.js';
import { type Problems } from '../problems/problems.js';

const seconds = 1000;

/** Limits of the server itself; what is wrong before there is a request is answered in the same form as the rest. */
export const fastifyOptions = (
  { bodyLimitBytes }: Configuration,
  problems: Problems,
): FastifyHttpOptions<RawServerDefault> => ({
  logger: false,
  bodyLimit: bodyLimitBytes,
  // A slow sender holds its connection no longer than this.
  requestTimeout: 30 * seconds,
  connectionTimeout: 0,
  keepAliveTimeout: 72 * seconds,
  // A stopping server answers what it has accepted; `Stopping` tells the clients to go.
  return503OnClosing: false,
  forceCloseConnections: 'idle',
  // The correlation id is the request's one id.
  genReqId: () => '',
  routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
  http: { maxHeaderSize: 16 * 1024 },
  frameworkErrors: (error, request, reply) => {
    const problem = new Problem(error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? AddressTooLong : BadRequest);
    problems.send(problem, request, reply);
  },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
    const { status, body } = problems.bodyOf(new Problem(clientErrors[error.code] ?? BadRequest));
    const text = JSON.stringify(body);
    const head = `HTTP/1.1 ${status} Bad\r\ncontent-type: application/problem+json\r\nconnection: close`;
    socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  },
});

const clientErrors: Readonly<Record<string, typeof BadRequest>> = {
  HPE_HEADER_OVERFLOW: HeadersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: RequestTimeout,
};
