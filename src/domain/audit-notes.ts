/** A row before and after, as the database answered it: the audit trail keeps what differs, without secrets. */
export interface NotedChange {
  before: object;
  after: object;
  /** Which one, where a call changes several: stands before the names of the fields. */
  of: string | null;
}

/**
 * What services tell the audit trail about the call they serve, beside what the gate knows anyway. One per call of a
 * procedure: the gate writes one row from it.
 */
export class AuditNotes {
  readonly changes: NotedChange[] = [];
  /** Who acted, where the call itself has no principal: a sign-in, an accepted invitation. */
  actorUserId: string | null = null;
  /** Whose trail the row belongs to, where it is not the principal's organization. */
  organizationId: string | null = null;
  /** What was acted on, where neither the path nor the answer says it. */
  targetUuid: string | null = null;
  /** What the outbox of the trail calls this call while it runs; null: it is not there (any more). */
  intent: string | null = null;
  /** A service has written the row of this call itself. */
  isRecorded = false;

  changed(before: object, after: object, of: string | null = null): void {
    this.changes.push({ before, after, of });
  }

  /** Something is gone: its row of the trail is the last that can say what it was called. */
  removed({ name }: { name: string }): void {
    this.changed({ name }, { name: null });
  }
}
