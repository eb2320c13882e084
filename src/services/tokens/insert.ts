import { digestOf } from '../../auth/digest';
import { coderForm, coolifyForm, gantryForm, newToken } from '../../auth/token';
import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { Ability } from '../../domain/permission/ability';
import { Secret } from '../../domain/secret';

export interface CreatedKey {
  id: string;
  no: number;
  name: string;
  abilities: string[];
  scopes: string[];
  expiresAt: Date | null;
  /** The one secret in its three spellings; it cannot be shown again. */
  token: { gantry: Secret; coolify: Secret; coder: Secret };
}

export interface KeyRecord {
  /** Id, when another row of the same transaction must reference it. */
  id?: string;
  userId: string;
  organizationId: string;
  createdByKeyId: string | null;
  name: string;
  abilities: readonly Ability[] | readonly string[];
  scopes?: readonly string[];
  /** `type:id` each; absent: everything. */
  allowList?: readonly string[];
  allowedIps?: readonly string[];
  rateLimitRequests?: number | null;
  rateLimitWindow?: number | null;
  notBefore?: Date | null;
  expiresAt: Date | null;
  warnedDays?: readonly number[];
  createdAt?: Date;
}

/** Insert a key without checking the caller. @throws AppError conflict: a live key has this name */
export async function insertKey(
  { db }: { db: Pick<ScopedModels, 'apiKey'> },
  record: KeyRecord,
): Promise<CreatedKey> {
  const token = { ...newToken(), ...(record.id === undefined ? {} : { id: record.id }) };
  try {
    const row = await db.apiKey.create({
      data: {
        ...record,
        abilities: [...record.abilities],
        scopes: [...(record.scopes ?? [])],
        allowList: [...(record.allowList ?? ['*:*'])],
        allowedIps: [...(record.allowedIps ?? [])],
        warnedDays: [...(record.warnedDays ?? [])],
        id: token.id,
        hash: digestOf(token.secret),
        hint: token.secret.slice(-4),
      },
    });
    return {
      id: row.id,
      no: row.no,
      name: row.name,
      abilities: row.abilities,
      scopes: row.scopes,
      expiresAt: row.expiresAt,
      token: {
        gantry: new Secret(gantryForm('pat', token)),
        coolify: new Secret(coolifyForm(row.no, token)),
        coder: new Secret(coderForm(token)),
      },
    };
  } catch (error) {
    throw nameTaken(error);
  }
}

/** Translate the database's refusal of a second live key with the same name; return any other error unchanged. */
export function nameTaken(error: unknown): unknown {
  return isUniqueViolation(error)
    ? new AppError('conflict', 'An API key with this name already exists.', { cause: error })
    : error;
}
