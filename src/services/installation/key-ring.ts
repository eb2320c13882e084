import { countSealedOtherwise } from '../../db/queries/sealed-values';
import type { Sealer } from '../../db/sealed';
import type { Queryable } from '../../db/transaction';
import { AppError } from '../../domain/error';

/**
 * Require that a key of the ring opens every stored secret.
 * @throws AppError precondition_failed naming the missing keys and the variable
 */
export async function requireKeys(client: Queryable, { keyId, keyIds }: Sealer): Promise<void> {
  const lost = await countSealedOtherwise(client, keyIds);
  if (lost.length === 0) return;
  const missing = [...new Set(lost.map((each) => each.keyId))];
  const what = lost.map(({ place, count, keyId }) => `${place}: ${count} (key ${keyId})`).join(', ');
  const [keys, their] = missing.length === 1 ? ['the key', 'it'] : ['the keys', 'them'];
  throw new AppError(
    'precondition_failed',
    `Stored secrets cannot be opened: ${keys} ${missing.join(', ')} they were sealed with ${missing.length === 1 ? 'is' : 'are'} missing. GANTRY_SECRET_KEY is key ${keyId}. Set it back to the earlier value, or add ${their} to GANTRY_SECRET_KEYS_OLD. Affected: ${what}.`,
  );
}
