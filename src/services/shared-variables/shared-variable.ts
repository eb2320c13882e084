import type { SharedVariable as Row } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { openShared } from './sealed';

/** The fields that a caller may set. */
export interface SharedInput {
  key: string;
  value: string;
  isLiteral: boolean;
  isMultiline: boolean;
  isShownOnce: boolean;
  comment: string | null;
}

/** A shared variable as it is shown; the value is null when it is write-only (D5.4 is_shown_once). */
export interface SharedVariable extends Omit<Row, 'valueSealed'> {
  value: Secret | null;
}

export function toShared({ database }: Pick<Scope, 'database'>, row: Row): SharedVariable {
  const { valueSealed, ...rest } = row;
  return { ...rest, value: row.isShownOnce ? null : openShared(database.sealer, { valueSealed }) };
}
