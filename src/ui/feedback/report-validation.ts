import { notify } from './notify';

/** Show as a toast whether a service accepted a credential. */
export function reportValidation({ valid, message }: { valid: boolean; message: string }): void {
  if (valid) notify.success(message);
  else notify.error(message);
}
