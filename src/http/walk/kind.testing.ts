import { newUuid } from '../../lib/random';
import type { Person, World } from './world.testing';

/** A kind of object that an id names: how to make one, and an id of the same form that no object has. */
export interface Kind {
  /** Make an object, and return its id. @param parents the ids before this one in the path, by parameter */
  make(world: World, by: Person, parents: Readonly<Record<string, string>>): Promise<string>;
  missing(): string;
  /**
   * Why an object of another organization is no different from one's own; absent when it belongs to an organization.
   */
  isShared?: string;
}

export const missing = newUuid;
