import { notFound } from '../domain/error';
import { publicIdPattern } from '../domain/id';

/** Largest id of a row. */
const MAX_ID = 2_147_483_647;

/**
 * Clients of Coolify refer to forge apps by number, others by uuid, which in practice is never all digits.
 * @throws AppError 404 for neither form
 */
export function numberOrUuid(id: string, kind: string): { id: number } | { uuid: string } {
  if (/^\d{1,10}$/.test(id) && Number(id) <= MAX_ID) return { id: Number(id) };
  if (!publicIdPattern.test(id)) throw notFound(kind);
  return { uuid: id };
}
