import { endMac, type SealKey } from '../../db/queries/audit-chain';
import type { AuditHead, ChainPlace } from '../../db/queries/audit-verify';

/** The first fault of the trail, and its row. */
export interface Fault {
  seq: bigint;
  reason: string;
}

/** The fault that the anchor file outside the database reveals. */
export function anchorFault(anchor: ChainPlace | 'forged' | null, head: ChainPlace): Fault | null {
  if (anchor === 'forged') return { seq: head.seq, reason: 'the anchor file was not written by this Gantry' };
  if (anchor && anchor.seq > head.seq)
    return { seq: head.seq + 1n, reason: `it is missing: the anchor file records rows up to ${anchor.seq}` };
  return null;
}

export function anchorRowFault(row: ChainPlace, anchor: ChainPlace | 'forged' | null): Fault | null {
  if (anchor === null || anchor === 'forged' || row.seq !== anchor.seq || row.hash === anchor.hash)
    return null;
  return { seq: row.seq, reason: 'the anchor file records a different row with this number' };
}

/** The fault at the end of the trail: only a holder of the key can seal an earlier end. */
export function headFault(
  head: AuditHead,
  lastVersion: number | undefined,
  keys: readonly SealKey[],
): Fault | null {
  const isSealed = lastVersion === undefined ? head.mac !== '' : lastVersion > 1;
  if (!isSealed || keys.some(({ key }) => endMac(key, head) === head.mac)) return null;
  return { seq: head.seq, reason: 'the end of the trail was moved: its seal belongs to another row' };
}
