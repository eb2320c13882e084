import type { IncomingHttpHeaders } from 'node:http';
import { type QueryValues, readQuery } from '../query';
import type { Offers } from './offers';
import { isAboutSelection } from './selection';

/** The offers that a request asks for, as it was sent: it is looked at after the checks before the body. */
export interface Wishes {
  idempotencyKey: string | undefined;
  ifMatch: string | undefined;
  representation: boolean;
  query: QueryValues;
  selection: boolean;
  wait: string | string[] | undefined;
}

/** RFC 7240 §2: a list of preferences, of which one may be about what is returned. */
const returnRepresentation = /(?:^|[,;])\s*return\s*=\s*"?representation"?\s*(?:$|[,;])/i;

/** Read the wishes of a request; null for nearly every one, which has none. */
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

/** Name of the switch in the query of a write that the operation itself never sees. */
export const waitName = 'wait';

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
