import { noMembershipMessage } from './no-membership';

/** Texts of `/api/v2`: a message and, with most refusals, a second sentence. The dialect fills in `{…}`. */
export interface CoderWords {
  message: string;
  detail?: string;
}

const signedOut = 'You are signed out or your session has expired. Please sign in again to continue.';
const rateLimited = {
  message: "You've been rate limited for sending more than {requests} requests in {window}.",
};

/**
 * Ordered checks of a request (authorization contract §11): the first that fails answers. `row` is the contract's
 * number; `v1` the text of that surface and of tRPC, where one text serves every case; `v2` that of `/api/v2`.
 */
export const orderedChecks = {
  route: { row: '0', status: 404, v1: 'Not found.', v2: { message: 'Route not found.' } },
  method: { row: '0', status: 405, v1: 'Method not allowed.', v2: { message: 'Method not allowed.' } },
  api_enabled: {
    row: '1',
    status: 403,
    v1: 'API is disabled.',
    v2: { message: 'API is disabled.', detail: 'An administrator turned the API off.' },
  },
  address: {
    row: '2',
    status: 403,
    v1: 'You are not allowed to access the API.',
    v2: {
      message: 'You are not allowed to access the API.',
      detail: 'Client address is not in the allowed list.',
    },
  },
  pre_auth_limit: { row: '3', status: 429, v1: 'Too Many Attempts.', v2: rateLimited },
  credential: {
    row: '4',
    status: 401,
    v1: 'Unauthenticated.',
    v2: { message: signedOut, detail: '{reason}' },
  },
  key_address: {
    row: '4b',
    status: 401,
    v1: 'Unauthenticated.',
    v2: { message: signedOut, detail: 'API key is invalid.' },
  },
  user_status: {
    row: '4c',
    status: 401,
    v1: 'Unauthenticated.',
    v2: {
      message: 'User is not active (status = "suspended"). Contact an admin to reactivate your account.',
    },
  },
  rate_limit: { row: '4d', status: 429, v1: 'Too Many Attempts.', v2: rateLimited },
  csrf: {
    row: '4e',
    status: 403,
    v1: 'Cross-site request blocked.',
    v2: { message: 'Cross-site request blocked.' },
  },
  membership: {
    row: '5',
    status: 401,
    v1: noMembershipMessage,
    v2: { message: signedOut, detail: 'API key is no longer valid for this organization.' },
  },
  key_role: {
    row: '5b',
    status: 403,
    v1: 'Missing required team role.',
    v2: { message: 'Forbidden.' }, // v2 narrows the key instead; reached only by surfaces that share its texts
  },
  scope: {
    row: '6',
    status: 403,
    v1: 'Missing required permissions: {ability}',
    v2: { message: 'Forbidden.', detail: 'Missing scopes: {permission}' },
  },
  role: {
    row: '6',
    status: 403,
    v1: 'You are not authorized to perform this action.',
    v2: { message: 'Forbidden.' },
  },
  body: {
    row: '7',
    status: 400,
    v1: 'Invalid request.',
    v2: { message: 'Request body must be valid JSON.', detail: '{reason}' },
  },
  resource: {
    row: '8',
    status: 404,
    v1: '{what} not found.',
    v2: { message: 'Resource not found or you do not have access to this resource' },
  },
  action: {
    row: '9',
    status: 403,
    v1: 'You are not authorized to perform this action.',
    v2: { message: 'Forbidden.' },
  },
} as const satisfies Record<string, { row: string; status: number; v1: string; v2: CoderWords }>;

export type CheckId = keyof typeof orderedChecks;
