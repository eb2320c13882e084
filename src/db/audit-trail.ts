import type { AuditAnchor } from './audit-anchor';
import type { Pool } from './pool';
import { appendAuditRows } from './queries/audit-append';
import { type AuditRecord, type SealKey, sealKeysOf } from './queries/audit-chain';
import { deleteWaiting, insertIntent, keepForLater, takeWaiting } from './queries/audit-outbox';
import type { ChainPlace } from './queries/audit-verify';
import type { Sealer } from './sealed';
import { inTransaction, type Queryable } from './transaction';

interface Waiting {
  record: AuditRecord;
  intent: string | null;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

const maxBatch = 100;

/**
 * The only way to write to the audit trail. Rows that this process writes at the same time share one transaction and
 * one connection, whatever the number of requests. A row that the trail cannot take now waits in the outbox.
 */
export class AuditTrail {
  readonly anchor: AuditAnchor;
  readonly #pool: Pool;
  readonly #seal: SealKey;
  readonly #queue: Waiting[] = [];
  #isWriting = false;

  constructor(pool: Pool, sealer: Sealer, anchor: AuditAnchor) {
    const [newest] = sealKeysOf(sealer);
    if (!newest) throw new Error('A ring has a newest key.');
    this.#pool = pool;
    this.#seal = newest;
    this.anchor = anchor;
  }

  /**
   * Record what is about to begin, before it begins: however this process ends, the trail knows of it.
   * @returns the intent's id for `append` and `withdraw`
   */
  intend(record: AuditRecord): Promise<string> {
    return insertIntent(this.#pool, record);
  }

  /** Withdraw an intent that does not become a row. */
  withdraw(intent: string): Promise<void> {
    return deleteWaiting(this.#pool, [intent]);
  }

  /**
   * Append a row; its intent is removed in the same transaction.
   * @returns false when the row existed already, or waits in the outbox
   */
  async append(record: AuditRecord, intent: string | null = null): Promise<boolean> {
    try {
      return await new Promise<boolean>((resolve, reject) => {
        this.#queue.push({ record, intent, resolve, reject });
        if (!this.#isWriting) void this.#write();
      });
    } catch (cause) {
      try {
        await keepForLater(this.#pool, record, intent);
        return false;
      } catch {
        throw cause; // the database is down, which the caller must see
      }
    }
  }

  /** Append a row in the caller's transaction, which blocks every other writer until it ends. */
  async appendIn(client: Queryable, record: AuditRecord): Promise<void> {
    await appendAuditRows(client, this.#seal, [record]);
  }

  /** Append waiting rows to the trail. @returns how many */
  async drain(staleMs: number, interrupted: (record: AuditRecord) => AuditRecord): Promise<number> {
    const { count, head } = await inTransaction(this.#pool, async (client) => {
      const waiting = await takeWaiting(client, staleMs, maxBatch);
      if (waiting.length === 0) return { count: 0, head: null };
      const records = waiting.map(({ record, isFinal }) => (isFinal ? record : interrupted(record)));
      const appended = await appendAuditRows(client, this.#seal, records);
      await deleteWaiting(
        client,
        waiting.map(({ id }) => id),
      );
      return { count: waiting.length, head: appended.head };
    });
    if (head) this.anchor.note(head);
    return count;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, maxBatch);
      try {
        const { isNew, head } = await this.#appendBatch(batch);
        this.anchor.note(head);
        for (const [index, { resolve }] of batch.entries()) resolve(isNew[index] ?? false);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }

  #appendBatch(batch: readonly Waiting[]): Promise<{ isNew: boolean[]; head: ChainPlace }> {
    return inTransaction(this.#pool, async (client) => {
      const appended = await appendAuditRows(
        client,
        this.#seal,
        batch.map(({ record }) => record),
      );
      await deleteWaiting(
        client,
        batch.flatMap(({ intent }) => intent ?? []),
      );
      return appended;
    });
  }
}
