import { access, constants } from 'node:fs/promises';

/** A server to run the contract suite against, or why there is none. */
export type TestServer =
  | { readonly url: string; readonly stop: () => Promise<void> }
  | { readonly url: undefined; readonly reason: string };

const IMAGE = 'eventstore/eventstore:23.10.8-jammy';
const PORT = 2113;

/** `EVENTSTORE_TEST_URL`, else a container, else none. */
export async function findTestServer(): Promise<TestServer> {
  const url = process.env['EVENTSTORE_TEST_URL'];
  if (url !== undefined && url !== '') return { url, stop: () => Promise.resolve() };
  if (!(await hasDockerEngine())) {
    return { url: undefined, reason: 'EVENTSTORE_TEST_URL is not set and there is no Docker engine' };
  }
  try {
    return await startContainer();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return {
      url: undefined,
      reason: `EVENTSTORE_TEST_URL is not set and no container could be started (${cause})`,
    };
  }
}

async function hasDockerEngine(): Promise<boolean> {
  if (process.env['DOCKER_HOST'] !== undefined) return true;
  return await access('/var/run/docker.sock', constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function startContainer(): Promise<TestServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_MEM_DB: 'true',
      EVENTSTORE_RUN_PROJECTIONS: 'None',
    })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  return {
    url: `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`,
    stop: async () => {
      await container.stop();
    },
  };
}
