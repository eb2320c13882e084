import { appErrorOf } from '../../../api/errors';
import { AppError } from '../../../domain/error';
import type { Services } from '../../../services/context';
import { lockResource } from '../../../services/resource-lock';
import { type Condition, isMet } from './entity-tag';
import type { Representation, ResourceReader } from './representation';

/** A condition on the state of a resource, held from the check until the write has ended. */
export interface Precondition {
  /**
   * Check the condition and hold it.
   * @throws AppError precondition_failed, forbidden for callers who may not read the resource
   */
  require(ids: Readonly<Record<string, string>> | null): Promise<void>;
  /** Let the next conditional writer proceed. Must always be called. */
  end(): Promise<void>;
}

export interface ConditionalWrite {
  services: Pick<Services, 'database'>;
  organizationId: string;
  condition: Condition;
  /** Kind of the resource: the procedure that reads it. */
  kind: string;
  /** null: nothing that the operation writes can be read, so no tag can match. */
  reader: ResourceReader | null;
}

/**
 * Create the condition of a write. Two writers with the same tag take turns, and the second finds that the resource has
 * changed. Writers without a condition do not wait, because they accept that changes are overwritten.
 */
export function createPrecondition(write: ConditionalWrite): Precondition {
  const { services, organizationId, condition, kind, reader } = write;
  let unlock: (() => Promise<void>) | undefined;

  /** Check the condition. @returns null when the resource does not exist, which the write refuses itself */
  async function requireMet(ids: Readonly<Record<string, string>>): Promise<Representation | null> {
    if (!reader) throw failed();
    const present = await reader.read(ids).catch((error: unknown) => {
      if (appErrorOf(error).code === 'not_found') return null;
      throw error;
    });
    if (present && !isMet(condition, present.tag)) throw failed();
    return present;
  }

  return {
    async require(ids) {
      if (condition === '*') return;
      if (!ids) throw failed();
      const present = await requireMet(ids);
      if (!present) return;
      // Locked by its own id, because a path may name it differently: an environment has a name and a uuid.
      const { uuid, id } = present.data;
      unlock = await lockResource(services, organizationId, `${kind} ${uuid ?? id ?? ''}`);
      await requireMet(ids);
    },
    async end() {
      await unlock?.();
      unlock = undefined;
    },
  };
}

function failed(): AppError {
  return new AppError(
    'precondition_failed',
    'Precondition failed: the resource has changed since the state in If-Match. Read it again.',
  );
}
