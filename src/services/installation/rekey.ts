import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database';
import { countProcessesWithout } from '../../db/key-holders';
import { listSealedOtherwise, placesThere, replaceSealed } from '../../db/queries/sealed-values';
import type { Sealer } from '../../db/sealed';
import type { SealPurpose } from '../../db/sealed-places';
import { AppError } from '../../domain/error';
import { recordAudit } from '../audit/record';
import type { Services } from '../context';
import { requireKeys } from './key-ring';

const BATCH = 200;
/** Position before the first row of a table. */
const START = '(0,0)';

export interface Rekeyed {
  /** How many values were resealed. */
  resealed: number;
  /** Values that no key opens, because they were altered. They stay as they are. */
  damaged: number;
}

type Tools = Pick<Services, 'database' | 'clock' | 'log'>;

/**
 * Reseal every stored secret with the newest key, in small steps while Gantry runs. An interrupted run continues where
 * it was; concurrent writes keep their change.
 * @throws AppError precondition_failed when a key is missing, here or in a running process
 */
export async function rekey(
  tools: Tools,
  onProgress: (resealed: number) => void = () => undefined,
): Promise<Rekeyed> {
  const { maintenance, sealer } = tools.database;
  await requireKeys(maintenance, sealer);
  const others = await countProcessesWithout(maintenance, sealer.keyId);
  if (others > 0)
    throw new AppError(
      'precondition_failed',
      `${others === 1 ? 'A running Gantry process does' : `${others} running Gantry processes do`} not know key ${sealer.keyId} (GANTRY_SECRET_KEY): restart ${others === 1 ? 'it' : 'them'} with this environment first.`,
    );
  const total: Rekeyed = { resealed: 0, damaged: 0 };
  for (const [purpose] of await placesThere(maintenance)) {
    const { resealed, damaged } = await rekeyPlace(tools.database, purpose);
    total.resealed += resealed;
    total.damaged += damaged;
    if (resealed > 0) onProgress(total.resealed);
  }
  // Also seals the end of the trail with the newest key.
  const request = { requestId: randomUUID(), ip: 'local', userAgent: null, surface: 'cli' as const };
  await recordAudit(tools, request, null, {
    action: 'installation.rekey',
    targetType: 'installation',
    error: null,
    detail: { key: sealer.keyId, ...total },
  });
  return total;
}

/** Go through the table until nothing is left: rows that are written in the meantime may have moved back. */
async function rekeyPlace(database: Tools['database'], purpose: SealPurpose): Promise<Rekeyed> {
  for (let resealed = 0; ; ) {
    const pass = await rekeyOnce(database, purpose);
    resealed += pass.resealed;
    if (pass.opened === 0) return { resealed, damaged: pass.damaged };
  }
}

async function rekeyOnce(
  { maintenance, sealer }: Pick<Database, 'maintenance' | 'sealer'>,
  purpose: SealPurpose,
): Promise<Rekeyed & { opened: number }> {
  const done = { opened: 0, resealed: 0, damaged: 0 };
  for (let after = START; ; ) {
    const values = await listSealedOtherwise(maintenance, purpose, {
      keyId: sealer.keyId,
      after,
      limit: BATCH,
    });
    const last = values.at(-1);
    if (!last) return done;
    after = last.ctid;
    const replacements = values.flatMap((value) => {
      const resealed = reseal(sealer, purpose, value.sealed);
      return resealed ? [{ ...value, resealed }] : [];
    });
    done.opened += replacements.length;
    done.damaged += values.length - replacements.length;
    done.resealed += await replaceSealed(maintenance, purpose, replacements);
  }
}

/** Reseal a value; null when no key opens it, because it was damaged. */
function reseal(sealer: Sealer, purpose: SealPurpose, sealed: Buffer): Uint8Array | null {
  try {
    return sealer.seal(sealer.open(sealed, purpose), purpose);
  } catch {
    return null; // counted: its key is there, so its bytes are wrong
  }
}
