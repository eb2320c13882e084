/** So many requests in so many seconds, counted in a sliding window. */
export interface Quota {
  requests: number;
  windowSeconds: number;
}

export interface QuotaSettings {
  /** `API_RATE_LIMIT`: requests a minute and user. */
  apiPerMinute: number;
}

/** The classes of the authorization contract §10. What a class counts by (address, user, e-mail) is the caller's. */
export function quotas({ apiPerMinute }: QuotaSettings) {
  return {
    /** Requests whose credential is missing or refused; by address. */
    pre_auth: { requests: 600, windowSeconds: 60 },
    /** Calls of the API; by user. */
    api: { requests: apiPerMinute, windowSeconds: 60 },
    /** Login, passcodes and password validation together (§5.5); by address. */
    login: { requests: 60, windowSeconds: 60 },
    /** Requests for passcodes; by the hash of the e-mail address. */
    otp_request: { requests: 3, windowSeconds: 3600 },
    health: { requests: 1000, windowSeconds: 60 },
    feedback: { requests: 3, windowSeconds: 60 },
    webhook: { requests: 600, windowSeconds: 60 },
    /** The public descriptions of the API and their page; by address. */
    document: { requests: 300, windowSeconds: 60 },
  } satisfies Record<string, Quota>;
}

export type LimitClass = keyof ReturnType<typeof quotas>;
