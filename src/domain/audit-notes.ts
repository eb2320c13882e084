/** A row before and after, as the database answered it: the audit trail keeps what differs, without secrets. */
export interface NotedChange {
  before: object;
  after: object;
  /** Name of the row, where a call changes several; it is put before the names of the fields. */
  of: string | null;
}

/**
 * The notes of services for the audit trail about the call they serve, beside what the gate knows. One per call of a
 * procedure: the gate writes one row from it.
 */
export class AuditNotes {
  readonly changes: NotedChange[] = [];
  /** User who acted, where the call itself has no principal: a sign-in, an accepted invitation. */
  actorUserId: string | null = null;
  /** Organization whose trail gets the row, where it is not the principal's. */
  organizationId: string | null = null;
  /** Object that was acted on, where neither the path nor the answer names it. */
  targetUuid: string | null = null;
  /** Id of this call in the outbox of the trail while it runs; null: it is not there (any more). */
  intent: string | null = null;
  /** Whether a service has written the row of this call itself. */
  isRecorded = false;

  changed(before: object, after: object, of: string | null = null): void {
    this.changes.push({ before, after, of });
  }

  /** Note that an object was removed: its row of the trail is the last that can name it. */
  removed({ name }: { name: string }): void {
    this.changed({ name }, { name: null });
  }
}
