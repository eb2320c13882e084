import type { IncomingHttpHeaders } from 'node:http';
import { type QueryValues, readQuery } from '../query';
import type { Offers } from './offers';
import { isAboutSelection } from './selection';

/** Offers that a request uses, as sent. They are checked only after the checks that precede the body. */
export interface Wishes {
  idempotencyKey: string | undefined;
  ifMatch: string | undefined;
  representation: boolean;
  query: QueryValues;
  selection: boolean;
  wait: string | string[] | undefined;
}

/** `return=representation` in a list of preferences (RFC 7240 §2). */
const returnRepresentation = /(?:^|[,;])\s*return\s*=\s*"?representation"?\s*(?:$|[,;])/i;

/** Find the wishes of a request; null when it has none, as for nearly all requests. */
export function wishesOf(headers: IncomingHttpHeaders, search: string, offers: Offers): Wishes | null {
  const idempotencyKey = offers.idempotencyKey ? textOf(headers['idempotency-key']) : undefined;
  const ifMatch = offers.condition ? headers['if-match'] : undefined;
  const preference = offers.representation ? textOf(headers.prefer) : undefined;
  const query = search === '' || !(offers.selects || offers.wait) ? {} : readQuery(search);
  const wishes: Wishes = {
    idempotencyKey,
    ifMatch,
    representation: preference !== undefined && returnRepresentation.test(preference),
    query,
    selection: isAboutSelection(query, offers),
    wait: offers.wait ? query[waitName] : undefined,
  };
  const { representation, selection, wait } = wishes;
  const isAsked =
    representation || selection || [idempotencyKey, ifMatch, wait].some((each) => each !== undefined);
  return isAsked ? wishes : null;
}

/** Query parameter of a write that makes it wait. The operation itself never sees it. */
export const waitName = 'wait';

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
