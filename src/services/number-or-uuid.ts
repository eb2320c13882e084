import { notFound } from '../domain/error';
import { publicIdPattern } from '../domain/id';

/** Largest number of a row. */
const MAX_ID = 2_147_483_647;

/**
 * Clients of Coolify name apps of forges by their number, others by their uuid, of which none is all digits in practice.
 * @throws AppError 404 for what is neither
 */
export function numberOrUuid(id: string, kind: string): { id: number } | { uuid: string } {
  if (/^\d{1,10}$/.test(id) && Number(id) <= MAX_ID) return { id: Number(id) };
  if (!publicIdPattern.test(id)) throw notFound(kind);
  return { uuid: id };
}
