import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { ErrorCode } from '../domain/error';
import type { Ability } from '../domain/permission/ability';
import type { Permission } from '../domain/permission/vocabulary';
import type { ObjectType } from '../services/authorization/objects';
import type { ApiContext } from './context';
import { errorShape } from './errors';

export type RateClass = 'api' | 'login' | 'otp' | 'health' | 'feedback' | 'webhook' | 'none';

export interface ProcedureMeta extends OpenApiMeta {
  /** `open`: no credential · `signed-in`: any valid one · else the permission. */
  action: 'open' | 'signed-in' | Permission;
  rate: RateClass;
  /** Kind of the object a mutation acts on, for its audit row; absent for queries. */
  audit?: string;
  /** The object that the permission is about, and the member of the input that names it. */
  object?: { type: ObjectType; input: string };
  /** Answers callers whose second factor the installation waits for. */
  worksWithoutSecondFactor?: boolean;
  /** "Who am I?": to an unknown caller the refusal is the answer, and no row of the audit trail. */
  asksWho?: boolean;
  rest?: RestProjection;
}

/** How the dispatcher serves a procedure; the OpenAPI half is derived from it in authorize.ts. */
export interface RestProjection {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Versioned API that serves it; `v1` when absent. */
  surface?: 'v1' | 'v2';
  /** Below `/api/v1` (or `/api/v2`), with `{name}` parameters. */
  path: `/${string}`;
  status: 200 | 201 | 204;
  /** Sent in place of `status` where the procedure says `ctx.response.isCreated`. */
  createdStatus?: 201;
  tag: string;
  summary: string;
  /** Media type of a `text`; HTML, as Coolify's, without one. */
  contentType?: string;
  /**
   * `text`: a string sent raw. `events`: a subscription sent as an event stream. `lines`: one that ends, as JSON lines.
   */
  answer?: 'json' | 'text' | 'events' | 'lines';
  /** coolify-api §3.2: this action also answers the older GET form for token requests. */
  getAlias?: boolean;
  /**
   * An open operation that looks at a credential when one is sent: a wrong one is refused, none leaves the principal
   * null. Without it, REST calls open operations anonymously.
   */
  readsCredential?: boolean;
  /** Also answers while the API is switched off (coolify-api §4.4). */
  worksWhenDisabled?: boolean;
  /** A body is optional (all fields may also be in the query). */
  bodyOptional?: boolean;
  /** Refusals that its kind and its fields do not tell of. */
  alsoRefuses?: readonly ErrorCode[];
  /** What the example of a request says besides the members that must be there. */
  example?: Readonly<Record<string, unknown>>;
  /** The ability that a key must hold, where another one permits the same elsewhere. */
  ability?: Ability;
  /** Name in the query → member of the input, where the path already has a parameter of that name. */
  queryNames?: Readonly<Record<string, string>>;
  /** Name in the body → member of the input, where the path already has a parameter of that name. */
  bodyNames?: Readonly<Record<string, string>>;
  /** How large a body may be, where that is more than 1 MB. */
  bodyBytes?: number;
}

export const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: errorShape,
    isServer: true,
    sse: { ping: { enabled: true, intervalMs: 15_000 } },
  });
