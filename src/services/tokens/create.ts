import { coversAbility } from '../../auth/ability-cover';
import { digestOf } from '../../auth/digest';
import { coderForm, coolifyForm, gantryForm, newToken } from '../../auth/token';
import type { Database } from '../../db/database';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { type Ability, type Role, roleMayHold } from '../../domain/permission';
import { Secret } from '../../domain/secret';
import type { Scope } from '../context';

export interface NewKey {
  name: string;
  abilities: readonly Ability[];
  /** null: it does not expire. undefined: thirty days, or as long as the key that creates it. */
  expiresInDays: number | null | undefined;
}

export interface CreatedKey {
  id: string;
  no: number;
  name: string;
  abilities: string[];
  expiresAt: Date | null;
  /** The one secret in its three spellings; it cannot be shown again. */
  token: { gantry: Secret; coolify: Secret; coder: Secret };
}

const dayInMs = 86_400_000;
const defaultDays = 30;

/**
 * A key of the caller for the caller's organization.
 * @throws AppError forbidden (the role or the creating key holds less), conflict (name in use)
 */
export async function createKey(scope: Scope, key: NewKey): Promise<CreatedKey> {
  const { principal } = scope;
  requireRole(principal.role, key.abilities);
  if (principal.key) requireCovered(principal.key.abilities, key.abilities);
  return insertKey(scope.database, {
    userId: principal.user.id,
    organizationId: scope.organizationId,
    createdByKeyId: principal.key?.id ?? null,
    name: key.name,
    abilities: key.abilities,
    expiresAt: await expiryWithinParent(scope, key),
  });
}

export function expiryOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() + days * dayInMs);
}

/** A member's key holds `read` or `inherit` only. @throws AppError forbidden */
export function requireRole(role: Role, abilities: readonly Ability[]): void {
  if (!abilities.every((ability) => roleMayHold(role, ability)))
    throw new AppError('forbidden', 'Missing required team role.');
}

function requireCovered(held: readonly Ability[], wanted: readonly Ability[]): void {
  const beyond = wanted.filter((ability) => !coversAbility(held, ability));
  if (beyond.length > 0)
    throw new AppError('forbidden', `Missing required permissions: ${beyond.join(', ')}`);
}

async function expiryWithinParent(
  { db, principal, clock }: Scope,
  { expiresInDays }: NewKey,
): Promise<Date | null> {
  const wanted = expiryOf(expiresInDays === undefined ? defaultDays : expiresInDays, clock.now());
  if (!principal.key) return wanted;
  const { expiresAt: end } = await db.apiKey.findUniqueOrThrow({
    where: { id: principal.key.id },
    select: { expiresAt: true },
  });
  if (!end || (wanted && wanted <= end)) return wanted;
  if (expiresInDays === undefined) return end;
  throw new AppError('forbidden', 'A key cannot create a key that outlives it.');
}

export interface KeyRecord {
  userId: string;
  organizationId: string;
  createdByKeyId: string | null;
  name: string;
  abilities: readonly Ability[];
  expiresAt: Date | null;
}

/** Writes the row without asking who wants it: for `createKey` and the command line. @throws AppError conflict */
export async function insertKey({ db }: Pick<Database, 'db'>, record: KeyRecord): Promise<CreatedKey> {
  const token = newToken();
  try {
    const row = await db.apiKey.create({
      data: {
        ...record,
        abilities: [...record.abilities],
        id: token.id,
        hash: digestOf(token.secret),
        hint: token.secret.slice(-4),
      },
    });
    const forms = {
      gantry: gantryForm('pat', token),
      coolify: coolifyForm(row.no, token),
      coder: coderForm(token),
    };
    return {
      id: row.id,
      no: row.no,
      name: row.name,
      abilities: row.abilities,
      expiresAt: row.expiresAt,
      token: {
        gantry: new Secret(forms.gantry),
        coolify: new Secret(forms.coolify),
        coder: new Secret(forms.coder),
      },
    };
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'An API key with this name already exists.', { cause: error });
    throw error;
  }
}
