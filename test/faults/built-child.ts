import { execFile } from 'node:child_process';
import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** A child runs outside Jest, so it is compiled as the build would do it. @returns the folder; the caller removes it */
export async function buildForChild(...folders: readonly string[]): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'faults-built-'));
  const imports = { '#test/*': './test/*', '#*': './libs/*' };
  await writeFile(join(built, 'package.json'), JSON.stringify({ type: 'module', imports }));
  await symlink(resolve('node_modules'), join(built, 'node_modules'));
  const swc = ['node_modules/@swc/cli/bin/swc.js', ...folders, 'test/faults', '--out-dir', built, '--quiet'];
  await promisify(execFile)(process.execPath, [...swc, '--ignore', '**/*.spec.ts,**/eventstoredb/**']);
  return built;
}
