import { errorMessage } from '../domain/error';
import type { Services } from '../services/context';
import { apiSwitchedKind, isApiEnabled } from '../services/installation/api-switch';

/**
 * Whether `/api/v1` answers, for requests that read nothing else from the database: those without a credential, or
 * with one whose shape is wrong. A credential's own statement reads the truth and corrects this copy.
 */
export interface ApiSwitch {
  isEnabled: boolean;
  /** After a change made by this process, so that its next request sees it. */
  refresh(): Promise<void>;
  close(): void;
}

export async function openApiSwitch({ database, changes, log }: Services): Promise<ApiSwitch> {
  const refresh = async () => {
    apiSwitch.isEnabled = await isApiEnabled(database);
  };
  const close = changes.subscribe(({ kind }) => {
    if (kind !== apiSwitchedKind) return;
    refresh().catch((error: unknown) => log.warn({ error: errorMessage(error) }, 'API switch not read'));
  });
  const apiSwitch: ApiSwitch = { isEnabled: true, refresh, close };
  await refresh();
  return apiSwitch;
}
