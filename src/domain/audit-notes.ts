/** A row before and after, as returned by the database: the audit trail keeps what differs, without secrets. */
export interface NotedChange {
  before: object;
  after: object;
  /** Name of the row, when a call changes several; it prefixes the names of the fields. */
  of: string | null;
}

/**
 * Notes of services for the audit trail about the current call, in addition to what the gate knows. One per procedure
 * call, from which the gate writes one row.
 */
export class AuditNotes {
  readonly changes: NotedChange[] = [];
  /** User who acted, when the call itself has no principal: a sign-in, an accepted invitation. */
  actorUserId: string | null = null;
  /** Organization whose trail gets the row, if not the principal's. */
  organizationId: string | null = null;
  /** Object acted on, if neither the path nor the answer names it. */
  targetUuid: string | null = null;
  /** Id of this call in the trail's outbox while it runs; null: it is not in it, or no longer. */
  intent: string | null = null;
  /** Whether a service has already written the row of this call. */
  isRecorded = false;

  changed(before: object, after: object, of: string | null = null): void {
    this.changes.push({ before, after, of });
  }

  /** Note that an object was removed: its row in the trail is the last that can name it. */
  removed({ name }: { name: string }): void {
    this.changed({ name }, { name: null });
  }
}
