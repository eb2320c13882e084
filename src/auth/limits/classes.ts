/** Number of requests in a number of seconds, counted in a sliding window. */
export interface Quota {
  requests: number;
  windowSeconds: number;
}

export interface QuotaSettings {
  /** `API_RATE_LIMIT`: requests per minute and user. */
  apiPerMinute: number;
}

/**
 * List the classes of the authorization contract §10. The caller decides what a class counts by (address, user,
 * e-mail).
 */
export function quotas({ apiPerMinute }: QuotaSettings) {
  return {
    /** Requests with a missing or refused credential; by address. */
    pre_auth: { requests: 600, windowSeconds: 60 },
    /** API calls; by user. */
    api: { requests: apiPerMinute, windowSeconds: 60 },
    /** Login, passcodes and password validation together (§5.5); by address. */
    login: { requests: 60, windowSeconds: 60 },
    /** Requests for passcodes; by the hash of the e-mail address. */
    otp_request: { requests: 3, windowSeconds: 3600 },
    health: { requests: 1000, windowSeconds: 60 },
    feedback: { requests: 3, windowSeconds: 60 },
    webhook: { requests: 600, windowSeconds: 60 },
    /** Public API descriptions and their page; by address. */
    document: { requests: 300, windowSeconds: 60 },
  } satisfies Record<string, Quota>;
}

export type LimitClass = keyof ReturnType<typeof quotas>;
