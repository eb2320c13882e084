/** The ordered checks of a request (authorization contract §11): the first that fails answers. `#` is the contract's row. */
export const orderedChecks = {
  api_enabled: { row: '1', status: 403 },
  address: { row: '2', status: 403 },
  pre_auth_limit: { row: '3', status: 429 },
  credential: { row: '4', status: 401 },
  key_address: { row: '4b', status: 401 },
  user_status: { row: '4c', status: 401 },
  rate_limit: { row: '4d', status: 429 },
  csrf: { row: '4e', status: 403 },
  membership: { row: '5', status: 401 },
  key_role: { row: '5b', status: 403 },
  scope: { row: '6', status: 403 },
  role: { row: '6', status: 403 },
  resource: { row: '8', status: 404 },
  action: { row: '9', status: 403 },
} as const;

export type CheckId = keyof typeof orderedChecks;
