// Where things are in a checkout.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));
export const inProject = (...parts) => join(projectFolder, ...parts);

/** The data directory of Gantry, as the server itself finds it. */
export const dataFolder = () => resolve(projectFolder, process.env.GANTRY_DATA_DIR ?? 'data');
