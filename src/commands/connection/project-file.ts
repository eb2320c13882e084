import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { WrongUse } from '../wrong-use';

/** Keys of a `.gantry.toml`, which replace flags. */
export const projectFileKeys = ['url', 'org', 'project', 'env', 'app', 'server'] as const;
export type Place = Partial<Record<(typeof projectFileKeys)[number], string>>;

/** Read the nearest `.gantry.toml` in a folder or above it. */
export async function readProjectFile(folder: string): Promise<Place> {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, '.gantry.toml');
    const text = await readIfThere(path);
    if (text !== null) return placeOf(text, path);
    if (dirname(at) === at) return {};
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function placeOf(text: string, path: string): Place {
  let values: Record<string, unknown>;
  try {
    values = parse(text);
  } catch (error) {
    throw new WrongUse(
      `${path} is not valid TOML: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const place: Place = {};
  for (const [name, value] of Object.entries(values)) {
    const key = projectFileKeys.find((each) => each === name);
    if (!key || typeof value !== 'string')
      throw new WrongUse(
        `${path}: ${name} is unknown or not a string. Allowed keys: ${projectFileKeys.join(', ')}.`,
      );
    place[key] = value;
  }
  return place;
}
