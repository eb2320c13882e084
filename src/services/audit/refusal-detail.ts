import type { Json } from '../../db/queries/audit-chain';
import type { AppError } from '../../domain/error';
import { storableText } from '../../lib/storable-text';

const maxFields = 20;
const maxRules = 5;

/**
 * The check, or the field and rule, that refused (hostile-inputs H4), never the refused value. Rules are the messages
 * of our own schemas; text quoted in one may come from the caller, so it is cut out.
 */
export function refusalDetail(error: AppError): Json | null {
  const fields = Object.entries(error.fields ?? {}).slice(0, maxFields);
  if (fields.length > 0)
    return {
      fields: Object.fromEntries(
        fields.map(([field, rules]) => [fieldName(field), rules.slice(0, maxRules).map(withoutQuotes)]),
      ),
    };
  return error.check ? { check: error.check } : null;
}

/** The name of a field; names of unknown members are text from the caller. */
function fieldName(field: string): string {
  return /^[A-Za-z0-9_.-]{1,80}$/.test(field) ? field : '(unreadable name)';
}

function withoutQuotes(rule: string): string {
  return storableText(rule.replace(/(["'`“])[^"'`“”]*(["'`”]|$)/g, '$1…$2'), 200);
}
