import { newUuid } from '../../lib/random';
import type { Person, World } from './world.testing';

/** What an id names: how one more is made, and an id of the same form that nothing has. */
export interface Kind {
  /** @param parents the ids before this one in the path, by parameter */
  make(world: World, by: Person, parents: Readonly<Record<string, string>>): Promise<string>;
  missing(): string;
  /** Why another organization's is no different from one's own; absent for what belongs to an organization. */
  isShared?: string;
}

export const missing = newUuid;
