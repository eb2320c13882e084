import { httpStatus } from '../../domain/error';
import type { Operation } from '../rest/operations';
import { nounWords } from './operation-id';

/** Describe how an operation responds when it refuses, in the order of the statuses. */
export function describeRefusals(
  { action, object, surface }: Pick<Operation, 'action' | 'object' | 'surface'>,
  responses: Readonly<Record<string, unknown>>,
): string {
  const what = object ? `the ${nounWords(object.type).join(' ')}` : 'what the request names';
  const reasons: readonly (readonly [status: number, reason: string])[] = [
    ...(surface === 'v2' ? [[httpStatus.bad_request, 'when a field does not fit'] as const] : []),
    [httpStatus.unauthenticated, 'without a valid credential'],
    ...(action === 'signed-in' ? [] : [[httpStatus.forbidden, 'when the caller may not do it'] as const]),
    [httpStatus.not_found, `when ${what} is not in the organization of the caller`],
    [httpStatus.conflict, 'when its state or another object is in the way'],
    [httpStatus.precondition_failed, 'when it was edited since `If-Match`'],
    [httpStatus.validation_failed, 'when a field is missing, wrong or not known'],
  ];
  const given = reasons.filter(([status]) => status in responses);
  if (given.length === 0) return '';
  return ` Answers ${given.map(([status, reason]) => `${status} ${reason}`).join(', ')}.`;
}
