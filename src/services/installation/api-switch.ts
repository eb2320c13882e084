import type { Scope } from '../context';
import { saveInstance } from './save-instance';

/** Switches `/api/v1` and `/api/v2` for everybody. */
export async function switchApi(scope: Scope, enable: boolean): Promise<void> {
  await saveInstance(scope, { isApiEnabled: enable });
}
