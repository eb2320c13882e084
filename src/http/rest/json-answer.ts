import { JsonText } from '../../domain/json-text';
import type { Headers, PlainAnswer } from '../answer';
import type { Result } from './opt-in/call';
import { entityTagOf, isKnown } from './opt-in/entity-tag';

interface JsonAnswer {
  /** Names of the fields that the caller may not see. */
  redactedFields: ReadonlySet<string>;
  /** Whether the answer is one object, which gets an entity tag. */
  tags: boolean;
  ifNoneMatch: string | undefined;
  /** The wishes of the caller. */
  complete: ((data: unknown) => Promise<Result>) | null;
}

/**
 * Write an answer as JSON. Its tag is that of the whole answer, whatever part of it is asked for: it names a state of
 * the resource, and each part has an address of its own.
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

/** `X-Redacted-Fields`, where there are any (coolify-api §4.2). */
export function redactionHeader(fields: ReadonlySet<string>): Headers {
  return fields.size === 0 ? {} : { 'X-Redacted-Fields': [...fields].join(', ') };
}
