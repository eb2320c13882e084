import { sealKeysOf } from '../../db/queries/audit-chain';
import { readAuditHead, readSealedRows } from '../../db/queries/audit-verify';
import type { Services } from '../context';
import { anchorFault, anchorRowFault, type Fault, headFault } from './end-faults';

/**
 * Compare the end of the trail with the anchor file and its own seal: as much of the verification as a start can
 * afford. When they differ, the file is the evidence and stays as it is.
 */
export async function checkTrailEnd({
  database,
  log,
}: Pick<Services, 'database' | 'log'>): Promise<Fault | null> {
  const { pool, sealer, trail } = database;
  const anchor = trail.anchor.read();
  const head = await readAuditHead(pool);
  const [last] = await readSealedRows(pool, head.seq - 1n, 1);
  const [anchored] = anchor && anchor !== 'forged' ? await readSealedRows(pool, anchor.seq - 1n, 1) : [];
  const fault =
    anchorFault(anchor, head) ??
    (anchored ? anchorRowFault(anchored, anchor) : null) ??
    headFault(head, last?.version, sealKeysOf(sealer));
  if (!fault) {
    log.info({ seq: String(head.seq), hash: head.hash }, 'audit trail continues after this row');
    return null;
  }
  trail.anchor.hold();
  log.error(
    { seq: String(fault.seq), reason: fault.reason, anchor: trail.anchor.file },
    'the audit trail does not match the anchor file: run "gantry audit verify"; the anchor file is not changed',
  );
  return fault;
}
