import type { Db } from './client';
import type { ScopedModel } from './scope';

/** Tables that belong to no organization: users and their sign-ins, the installation's settings, its processes. */
export type InstanceModels = Omit<Db, ScopedModel | `$${string}`>;

/**
 * The client that services get in addition to the scoped one. It has no table of an organization, so none can be read
 * by mistake.
 */
export interface InstanceDb extends InstanceModels {
  $transaction<T>(work: (tx: InstanceModels) => Promise<T>): Promise<T>;
}
