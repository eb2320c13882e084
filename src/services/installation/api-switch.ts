import type { Scope } from '../context';
import { saveInstance } from './save-instance';

/** Switch `/api/v1` and `/api/v2` on or off. */
export async function switchApi(scope: Scope, enable: boolean): Promise<void> {
  await saveInstance(scope, { isApiEnabled: enable });
}
