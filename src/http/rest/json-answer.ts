import { JsonText } from '../../domain/json-text';
import type { Headers, PlainAnswer } from '../answer';
import type { Result } from './opt-in/call';
import { entityTagOf, isKnown } from './opt-in/entity-tag';

interface JsonAnswer {
  /** Names of the fields that the caller may not see. */
  redactedFields: ReadonlySet<string>;
  /** Whether the response is one object, which gets an entity tag. */
  tags: boolean;
  ifNoneMatch: string | undefined;
  /** Applies the wishes of the caller; null: none. */
  complete: ((data: unknown) => Promise<Result>) | null;
}

/**
 * Make a JSON response. Its tag is that of the whole response even when only a part is requested: it names a state of
 * the resource, and each part has its own URL.
 */
export async function jsonAnswer(
  answer: Omit<PlainAnswer, 'body'>,
  data: unknown,
  { redactedFields, tags, ifNoneMatch, complete }: JsonAnswer,
): Promise<PlainAnswer> {
  const headers: Headers = { ...answer.headers, ...redactionHeader(redactedFields) };
  if (data instanceof JsonText) return { ...answer, headers, body: data.bytes };
  const whole = JSON.stringify(data);
  if (tags) {
    const tag = entityTagOf(whole);
    headers.ETag = tag;
    if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, tag))
      return { ...answer, headers, status: 304, body: '' };
  }
  if (!complete) return { ...answer, headers, body: whole };
  const result = await complete(data);
  const { representation } = result;
  if (representation) {
    headers.ETag = representation.tag;
    headers['Preference-Applied'] = 'return=representation';
    Object.assign(headers, redactionHeader(new Set([...redactedFields, ...representation.redactedFields])));
  }
  return { ...answer, headers, body: JSON.stringify(result.data) };
}

/** Make the `X-Redacted-Fields` header, if any field is redacted (coolify-api §4.2). */
export function redactionHeader(fields: ReadonlySet<string>): Headers {
  return fields.size === 0 ? {} : { 'X-Redacted-Fields': [...fields].join(', ') };
}
