import type { Workload } from '../../db/generated/client';
import type { ChangeEvent } from '../../db/notify';
import { errorMessage } from '../../domain/error';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';

/** Readers fetch everything new, so more frequent notices would tell them nothing. */
const LOG_NOTICE_EVERY_MS = 40;

type Place = Pick<OrganizationScope, 'changes' | 'organizationId' | 'log' | 'clock'>;

/**
 * Tell consoles that an operation, and with it the state of its workload, has changed: to them, each is a `deployment`.
 */
export async function announceOperation(
  scope: Place,
  { uuid, workload, parent }: AnnouncedOperation,
): Promise<void> {
  const { organizationId, changes } = scope;
  await changes.publish({ organizationId, kind: 'deployment', uuid });
  if (parent) await changes.publish({ organizationId, kind: 'deployment', uuid: parent.uuid });
  // An application at an additional destination is shown with the application.
  await workloadChanged(scope, { ...workload, ...workload.follows });
}

interface AnnouncedOperation {
  uuid: string;
  workload: Pick<Workload, 'kind' | 'uuid'> & { follows?: Pick<Workload, 'uuid'> | null };
  parent?: { uuid: string } | null;
}

/** Notices about new log lines: immediate after a quiet time, then throttled, and always one after the last line. */
export class LogNotices {
  readonly #scope: Place;
  readonly #event: ChangeEvent;
  #isDue = false;
  #sending: Promise<void> | null = null;

  constructor(scope: Place, operationUuid: string) {
    this.#scope = scope;
    this.#event = { organizationId: scope.organizationId, kind: 'deployment_log', uuid: operationUuid };
  }

  written(): void {
    this.#isDue = true;
    this.#sending ??= this.#send();
  }

  async #send(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      try {
        await this.#scope.changes.publish(this.#event);
      } catch (error) {
        this.#scope.log.warn({ error: errorMessage(error) }, 'log notice not sent'); // readers also poll now and then
      }
      await this.#scope.clock.sleep(LOG_NOTICE_EVERY_MS);
    }
    this.#sending = null;
  }
}
