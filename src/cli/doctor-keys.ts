import type { Database } from '../db/database';
import { countSealedOtherwise } from '../db/queries/sealed-values';
import { errorMessage } from '../domain/error';
import { requireKeys } from '../services/installation/key-ring';
import type { Finding } from './finding';

/** Check whether the keys here open every stored secret, and whether earlier keys are still needed. */
export async function examineKeys({
  maintenance,
  sealer,
}: Pick<Database, 'maintenance' | 'sealer'>): Promise<Finding> {
  const what = 'secret keys';
  try {
    await requireKeys(maintenance, sealer);
  } catch (error) {
    return { what, isGood: false, detail: errorMessage(error) };
  }
  const older = await countSealedOtherwise(maintenance, [sealer.keyId]);
  if (older.length === 0)
    return { what, isGood: true, detail: `key ${sealer.keyId} opens every stored secret` };
  const where = older.map(({ place, count, keyId }) => `${place}: ${count} (key ${keyId})`).join(', ');
  return { what, isGood: true, detail: `earlier keys are needed until you run "gantry rekey": ${where}` };
}
