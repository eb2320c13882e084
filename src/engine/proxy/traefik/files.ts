import { AppError } from '../../../domain/error';
import { Secret } from '../../../domain/secret';
import { proxyFolder } from '../../server/folders';
import type { ProxyAccess } from '../model/access';
import { removePaths } from '../model/remove-paths';
import { folderName } from './static-file';
import { fileText } from './text';
import type { ComponentFile } from './types';

const DEADLINE_MS = 30_000;
const MODE = 0o600; // password hashes and certificate keys

type Place = Pick<ProxyAccess, 'host' | 'instanceId'>;

/** Name of the file that all components share. */
export const sharedName = '_shared';
export const certificatesName = '_certificates';
export const attemptName = '_attempt';
export const customName = '_custom';
export const fallbackName = '_fallback';

/** Get the path of a file in Traefik's folder on the machine. */
export function pathOf({ instanceId }: Pick<Place, 'instanceId'>, name: string): string {
  return `${proxyFolder(instanceId)}/${folderName}/${name}`;
}

function routesPath(place: Pick<Place, 'instanceId'>, name: string): string {
  return pathOf(place, `routes/${name}.yml`);
}

/** Write a file of the watched folder: the extension of the temporary file is one that Traefik does not read. */
export async function writeConfiguration(place: Place, name: string, content: object): Promise<void> {
  await place.host.writeFile(routesPath(place, name), new Secret(fileText(content)), MODE);
}

/**
 * Write a file unless it exists.
 * @returns whether it was written
 */
export async function writeNew(place: Place, name: string, content: object): Promise<boolean> {
  const path = routesPath(place, name);
  const draft = `${path}.new`;
  await place.host.writeFile(draft, new Secret(fileText(content)), MODE);
  const { code, stderr } = await place.host.run({
    argv: ['ln', '--', draft, path],
    asRoot: true,
    deadlineMs: DEADLINE_MS,
    isQuestion: true,
  });
  await removePaths(place.host, [draft]);
  if (code !== 0 && (await readText(place, path)) === null)
    throw new AppError('unavailable', `${path} cannot be written: ${stderr.trim().slice(0, 200)}`);
  return code === 0;
}

export function removeConfiguration(place: Place, name: string): Promise<void> {
  return removePaths(place.host, [routesPath(place, name)]);
}

export function removeAllRoutes(place: Place): Promise<void> {
  return removePaths(place.host, [pathOf(place, 'routes')]);
}

/** Read the text of a file; null when it does not exist. */
export async function readText(place: Place, path: string): Promise<string | null> {
  const { code, stdout, droppedBytes } = await place.host.run({
    argv: ['cat', '--', path],
    asRoot: true,
    deadlineMs: DEADLINE_MS,
    isQuestion: true,
  });
  if (droppedBytes > 0) throw tooLarge(path);
  return code === 0 ? stdout : null;
}

export async function readConfiguration(place: Place, name: string): Promise<object | null> {
  const text = await readText(place, routesPath(place, name));
  return text === null ? null : (JSON.parse(text) as object);
}

/** Read the routes of a component; null when it has none. */
export async function readComponent(place: Place, key: string): Promise<ComponentFile | null> {
  return (await readConfiguration(place, key)) as ComponentFile | null; // only `componentFile` writes these
}

/** Read the files of all components. */
export async function readComponents(place: Place): Promise<ComponentFile[]> {
  const folder = pathOf(place, 'routes');
  const { code, stdout, stderr, droppedBytes } = await place.host.run({
    // Each file is one line.
    argv: ['find', folder, '-name', '*.yml', '!', '-name', '_*', '-exec', 'cat', '{}', '+'],
    asRoot: true,
    deadlineMs: DEADLINE_MS,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${folder} cannot be read: ${stderr.trim().slice(0, 200)}`);
  if (droppedBytes > 0) throw tooLarge(folder);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as ComponentFile);
}

function tooLarge(path: string): AppError {
  return new AppError('unavailable', `${path} is too large to read.`);
}
