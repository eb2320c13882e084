import { httpStatus } from '../../domain/error';
import type { Offers } from '../rest/opt-in/offers';
import type { DocumentOperation } from './document-types';
import { parameters, referenceTo } from './opt-in-components';

type Parameters = NonNullable<DocumentOperation['parameters']>;

/** Describe the opt-in features that an operation offers. */
export function withOffers(operation: DocumentOperation, offers: Offers, status: number): DocumentOperation {
  const declared = operation.parameters ?? [];
  const added = offered(offers).filter((name) => !declares(declared, name));
  const answerHeaders = {
    ...(offers.tags || offers.representation ? { ETag: referenceTo('headers', 'ETag') } : {}),
    ...(offers.idempotencyKey
      ? { 'Idempotency-Replayed': referenceTo('headers', 'IdempotencyReplayed') }
      : {}),
    ...(offers.representation ? { 'Preference-Applied': referenceTo('headers', 'PreferenceApplied') } : {}),
  };
  const hasHeaders = Object.keys(answerHeaders).length > 0;
  const success = {
    ...Object(operation.responses[status]),
    ...(hasHeaders ? { headers: answerHeaders } : {}),
  };
  return {
    ...operation,
    ...(declared.length + added.length > 0
      ? { parameters: [...declared, ...added.map((name) => referenceTo('parameters', name))] }
      : {}),
    responses: {
      ...operation.responses,
      [status]: success,
      ...(offers.tags ? { 304: referenceTo('responses', 'NotModified') } : {}),
      ...(offers.condition === 'compared'
        ? { [httpStatus.precondition_failed]: referenceTo('responses', 'PreconditionFailed') }
        : {}),
      ...(asksForValues(offers)
        ? { [httpStatus.validation_failed]: referenceTo('responses', 'ValidationFailed') }
        : {}),
      ...(offers.idempotencyKey || offers.condition === 'compared'
        ? { [httpStatus.bad_request]: referenceTo('responses', 'BadRequest') }
        : {}),
    },
  };
}

function offered(offers: Offers): string[] {
  const { shape, selects, pages, tags, idempotencyKey, representation, condition, wait } = offers;
  return [
    ...(selects ? ['Fields'] : []),
    ...(selects && shape.kind === 'list' ? ['Summary'] : []),
    ...(pages ? ['Page', 'PerPage'] : []),
    ...(tags ? ['IfNoneMatch'] : []),
    ...(idempotencyKey ? ['IdempotencyKey'] : []),
    ...(representation ? ['Prefer'] : []),
    ...(condition === 'compared' ? ['IfMatch'] : []),
    ...(wait === 'removal' ? ['WaitForRemoval'] : []),
    ...(wait === 'deployments' ? ['WaitForDeployments'] : []),
  ];
}

function asksForValues({ selects, pages, idempotencyKey, wait }: Offers): boolean {
  return selects || pages || idempotencyKey || wait !== null;
}

/** Whether an operation declares a parameter itself: a list may have its own short form or its own pages. */
function declares(declared: Parameters, name: string): boolean {
  return declared.some(
    (each) => 'name' in each && each.name === parameters[name]?.name && each.in === parameters[name]?.in,
  );
}
