import type { AuditEntry } from './audit-row';

/** One row of the list: an entry, or consecutive commands of one operation. */
export type AuditListRow =
  | { kind: 'entry'; key: string; entry: AuditEntry }
  | { kind: 'commands'; key: string; entries: readonly AuditEntry[] };

type Foldable = Pick<AuditEntry, 'seq' | 'action' | 'group_id'>;

/** Fold consecutive commands of one operation into one row, keeping the order of the list. */
export function foldCommands(entries: readonly AuditEntry[]): AuditListRow[] {
  const runs: AuditEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last?.[0] && isSameOperation(last[0], entry)) last.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run): AuditListRow[] => {
    const [entry] = run;
    if (!entry) return [];
    return run.length === 1
      ? [{ kind: 'entry', key: entry.seq, entry }]
      : [{ kind: 'commands', key: `commands-${entry.seq}`, entries: run }];
  });
}

function isSameOperation(a: Foldable, b: Foldable): boolean {
  return (
    a.action === 'server.command' && b.action === a.action && a.group_id !== null && a.group_id === b.group_id
  );
}

/** Outcome of a folded row: the worst of its entries. */
export function worstOutcome(entries: readonly Pick<AuditEntry, 'outcome'>[]): AuditEntry['outcome'] {
  const outcomes = entries.map(({ outcome }) => outcome);
  return (
    outcomes.find((each) => each === 'failed') ?? outcomes.find((each) => each === 'denied') ?? 'success'
  );
}
