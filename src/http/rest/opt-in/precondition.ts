import { appErrorOf } from '../../../api/errors';
import { AppError } from '../../../domain/error';
import type { Services } from '../../../services/context';
import { lockResource } from '../../../services/resource-lock';
import { type Condition, isMet } from './entity-tag';
import type { Representation, ResourceReader } from './representation';

/** A condition on the state of the resource, held from the look at it until the write is over. */
export interface Precondition {
  /** @throws AppError precondition_failed, forbidden for those who may not read the resource */
  require(ids: Readonly<Record<string, string>> | null): Promise<void>;
  /** Let the next writer on a condition in; to be called in any case. */
  end(): Promise<void>;
}

export interface ConditionalWrite {
  services: Pick<Services, 'database'>;
  organizationId: string;
  condition: Condition;
  /** What kind of resource it is: the procedure that reads it. */
  kind: string;
  /** null: the operation writes nothing that could be read, so no tag can be its own. */
  reader: ResourceReader | null;
}

/**
 * Two writers with the same tag take turns, and the second finds that the resource has changed. Writers without a
 * condition do not wait: they have said that they do not mind.
 */
export function createPrecondition(write: ConditionalWrite): Precondition {
  const { services, organizationId, condition, kind, reader } = write;
  let unlock: (() => Promise<void>) | undefined;

  /** @returns null when there is no such resource, which the write itself refuses in its own words */
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
      // By what it is, not by what the path calls it: an environment has a name and a uuid.
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
