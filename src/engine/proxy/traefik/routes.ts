import type { Slot } from '../../plan/facts';
import type { ProxyAccess } from '../model/access';
import { findRunning } from '../model/find-proxy';
import type { RouteInput } from '../model/upstreams';
import { componentFile, keyOfFile, revisionOf, slotOfFile, withSlot } from './component-file';
import * as files from './files';
import { awaitInForce, requireRouters } from './in-force';
import { keyOfRouter } from './names';
import { fileText } from './text';
import type { ComponentFile } from './types';

export async function currentRoutes(proxy: ProxyAccess, key: string): Promise<string> {
  const file = await files.readComponent(proxy, key);
  return file === null ? '' : fileText(file);
}

export async function switchRoutes(proxy: ProxyAccess, input: RouteInput): Promise<void> {
  const present = await files.readComponent(proxy, input.key);
  const slot = (present && slotOfFile(present)) ?? 'blue';
  await write(proxy, input.key, componentFile(input, slot), present);
}

/** @param routes from `currentRoutes`; empty: there were none */
export async function putBack(proxy: ProxyAccess, key: string, routes: string): Promise<void> {
  if (routes === '') return removeRoutes(proxy, key);
  await write(proxy, key, JSON.parse(routes) as ComponentFile, null); // as read before
}

export async function restoreRoutes(proxy: ProxyAccess, input: RouteInput, slot: Slot): Promise<void> {
  const file = componentFile(input, slot);
  if (await files.writeNew(proxy, input.key, file)) await settle(proxy, input.key, file);
}

export function removeRoutes(proxy: ProxyAccess, key: string): Promise<void> {
  return files.removeConfiguration(proxy, key);
}

export async function withoutRoutes(proxy: ProxyAccess, keys: readonly string[]): Promise<string[]> {
  const routed = new Set(await routedKeys(proxy));
  return keys.filter((key) => !routed.has(key));
}

export async function routedKeys(proxy: ProxyAccess): Promise<string[]> {
  const all = await files.readComponents(proxy);
  return all.map(keyOfFile).filter((key) => key !== undefined);
}

/** Count the routers of all components. */
export async function countRoutes(proxy: ProxyAccess): Promise<number> {
  const all = await files.readComponents(proxy);
  return all.flatMap(({ http }) => Object.keys(http.routers)).filter(keyOfRouter).length;
}

export async function readSlot(proxy: ProxyAccess, key: string): Promise<Slot> {
  const file = await files.readComponent(proxy, key);
  return (file && slotOfFile(file)) ?? 'blue';
}

/** Switch the slot; a component without routes needs no switch. */
export async function writeSlot(proxy: ProxyAccess, key: string, slot: Slot): Promise<void> {
  const present = await files.readComponent(proxy, key);
  if (present !== null) await write(proxy, key, withSlot(present, slot), present);
}

async function write(
  proxy: ProxyAccess,
  key: string,
  file: ComponentFile,
  present: ComponentFile | null,
): Promise<void> {
  if (present !== null && fileText(present) === fileText(file)) return;
  await files.writeConfiguration(proxy, key, file);
  await settle(proxy, key, file);
}

/**
 * Wait until the file is active: the old container must not stop before. A proxy that is not running reads it when it
 * starts.
 */
async function settle(proxy: ProxyAccess, key: string, file: ComponentFile): Promise<void> {
  if ((await findRunning(proxy)) === null) return;
  await awaitInForce(proxy, revisionOf(file));
  await requireRouters(proxy, key, Object.keys(file.http.routers));
}
