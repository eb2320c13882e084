import type { Database } from '../../db/database';
import { canonicalText, chainStart, hashOf, type SealKey, sealKeysOf } from '../../db/queries/audit-chain';
import {
  auditTrailEnds,
  type ChainPlace,
  readAuditHead,
  readLastCheckpoint,
  readSealedRows,
  type SealedAuditRow,
} from '../../db/queries/audit-verify';
import { anchorFault, anchorRowFault, type Fault, headFault } from './end-faults';
import { retentionAction } from './retention';

export interface Verdict {
  /** Rows whose seal was checked. */
  count: number;
  /** The end of the chain: note it elsewhere to vouch for everything up to it. */
  head: ChainPlace;
  /** The first fault; null when the trail is sound. */
  fault: Fault | null;
}

const batch = 1_000;

/**
 * Walk the whole trail, from its beginning or its last cut to its end, and find the first row that was changed,
 * removed, inserted or moved.
 */
export async function verifyAuditTrail({
  pool,
  sealer,
  trail,
}: Pick<Database, 'pool' | 'sealer' | 'trail'>): Promise<Verdict> {
  const keys = sealKeysOf(sealer);
  const anchor = trail.anchor.read(); // before the head, which is never behind it
  const checkpoint = await readLastCheckpoint(pool);
  // Rows below the cut of a trail that was never sealed (hash '') were written by a version without seals.
  const start = checkpoint ?? { seq: 0n, hash: chainStart };
  const ends = await auditTrailEnds(pool);
  const { mac, ...head } = await readAuditHead(pool); // read last: a row and the head that it moves are written together
  const found = { count: 0, head };
  if (ends && checkpoint && checkpoint.hash !== '' && ends.first <= checkpoint.seq)
    return {
      ...found,
      fault: { seq: ends.first, reason: 'the trail was cut after this row, but the row still exists' },
    };

  const outside = anchorFault(anchor, head);
  if (outside) return { ...found, fault: outside };

  let last: Place = start;
  let isCutAnnounced = checkpoint === null || checkpoint.hash === '';
  while (last.seq < head.seq) {
    const rows = await readSealedRows(pool, last.seq, batch);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.seq > head.seq) break; // written since the head was read
      const fault = faultOf(row, last, keys) ?? anchorRowFault(row, anchor);
      if (fault) return { ...found, fault };
      isCutAnnounced ||= announces(row, checkpoint);
      last = row;
      found.count++;
    }
  }
  const fault =
    endFault(last, head, isCutAnnounced ? null : start) ?? headFault({ ...head, mac }, last.version, keys);
  if (!fault && ends && ends.last > head.seq)
    return { ...found, fault: { seq: head.seq + 1n, reason: 'it was added after the end of the trail' } };
  return { ...found, fault };
}

type Place = ChainPlace & Partial<SealedAuditRow>;

function faultOf(row: SealedAuditRow, last: Place, keys: readonly SealKey[]): Fault | null {
  if (row.seq !== last.seq + 1n) return { seq: last.seq + 1n, reason: 'it is missing' };
  if (row.prevHash !== last.hash)
    return {
      seq: row.seq,
      reason: 'it does not follow the previous row: one of them was inserted, moved or replaced',
    };
  if (row.version === 1 && last.version !== undefined && last.version > 1)
    return { seq: row.seq, reason: 'it is not sealed with a key, unlike the rows before it' };
  const seal = keys.find(({ id }) => id === row.sealKey);
  if (row.version > 1 && !seal)
    return {
      seq: row.seq,
      reason:
        'it was sealed with a key that is missing: add it to GANTRY_SECRET_KEY or GANTRY_SECRET_KEYS_OLD',
    };
  if (hashOf(row.prevHash, row.seq, canonicalText(row), seal?.key ?? null) !== row.hash)
    return { seq: row.seq, reason: 'it was changed' };
  return null;
}

/**
 * Whether a row announces the cut: retention seals one for every cut, so a forged checkpoint cannot hide the removal of
 * the beginning.
 */
function announces(row: SealedAuditRow, checkpoint: ChainPlace | null): boolean {
  if (row.action !== retentionAction || !checkpoint) return false;
  const { detail } = row;
  if (typeof detail !== 'object' || detail === null) return false;
  return (
    Reflect.get(detail, 'seq') === String(checkpoint.seq) && Reflect.get(detail, 'hash') === checkpoint.hash
  );
}

function endFault(last: ChainPlace, head: ChainPlace, unannouncedCut: ChainPlace | null): Fault | null {
  if (last.seq < head.seq) return { seq: last.seq + 1n, reason: 'it is missing' };
  if (last.hash !== head.hash)
    return { seq: last.seq, reason: 'it is not the row that new rows continue from' };
  if (unannouncedCut)
    return { seq: unannouncedCut.seq, reason: 'the trail was cut after it without a row recording the cut' };
  return null;
}
