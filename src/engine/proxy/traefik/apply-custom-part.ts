import { AppError } from '../../../domain/error';
import type { ProxyAccess } from '../model/access';
import type { ReadCustomPart } from '../model/custom-part';
import { findRunning } from '../model/find-proxy';
import { observe, requireObserved } from '../model/observe';
import { NotServed, RefusedByProxy } from '../model/refused';
import { servedPlaces } from './component-file';
import { type CustomFile, customFile, customRevisionOf, isEmptyFile } from './custom-part';
import * as files from './files';
import { awaitInForce, NotLoaded, requireRouters } from './in-force';
import { customName } from './names';
import { parseCustomPart } from './parse-custom-part';
import { fileText } from './text';

/** Read a custom part in Traefik's format. */
export const readCustomPart: ReadCustomPart = (text) => {
  const outcome = parseCustomPart(text);
  if (!outcome.ok) return outcome;
  const file = customFile(outcome.value);
  const value = {
    apply: (proxy: ProxyAccess) => apply(proxy, file),
    restore: (proxy: ProxyAccess) => restore(proxy, file),
  };
  return { ...outcome, value };
};

/** Apply a file. Traefik checks it only after it is written, and one that it cannot load keeps all others from loading. */
async function apply(proxy: ProxyAccess, file: CustomFile): Promise<void> {
  if ((await findRunning(proxy)) === null)
    throw new AppError('unavailable', 'Traefik is not running on this server.');
  const before = await observe(proxy, (await files.readComponents(proxy)).flatMap(servedPlaces));
  const previous = await readPresent(proxy);
  try {
    await activate(proxy, file);
  } catch (error) {
    await putBack(proxy, previous);
    throw error instanceof NotLoaded ? new RefusedByProxy(error.message) : error;
  }
  try {
    await requireObserved(proxy, before);
  } catch (error) {
    await putBack(proxy, previous);
    throw new NotServed(error);
  }
}

async function restore(proxy: ProxyAccess, file: CustomFile): Promise<boolean> {
  const present = await readPresent(proxy);
  if (present === null ? isEmptyFile(file) : fileText(present) === fileText(file)) return false;
  await files.writeConfiguration(proxy, files.customName, file);
  await awaitInForce(proxy, customRevisionOf(file));
  return true;
}

async function activate(proxy: ProxyAccess, file: CustomFile): Promise<void> {
  await files.writeConfiguration(proxy, files.customName, file);
  await awaitInForce(proxy, customRevisionOf(file));
  await requireRouters(proxy, customName(''), Object.keys(file.http.routers ?? {}));
}

async function putBack(proxy: ProxyAccess, previous: CustomFile | null): Promise<void> {
  const file = previous ?? customFile({});
  await files.writeConfiguration(proxy, files.customName, file);
  await awaitInForce(proxy, customRevisionOf(file));
}

async function readPresent(proxy: ProxyAccess): Promise<CustomFile | null> {
  return (await files.readConfiguration(proxy, files.customName)) as CustomFile | null; // only this file writes it
}
