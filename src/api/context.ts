import type { Principal, RequestInfo } from '../auth/context';
import type { Services } from '../services/context';

/** The inner context: everything a procedure may use. The outer half (headers, cookies) stays in http. */
export interface ApiContext {
  services: Services;
  request: RequestInfo;
  /** null: no credential was sent. A wrong one never gets this far. */
  principal: Principal | null;
  /** The parts of the answer besides its body: set by procedures and by redaction, read by the http floor. */
  response: {
    redactedFields: Set<string>;
    headers: Record<string, string | string[]>;
    /** What was to be set was not there before. */
    isCreated?: boolean;
    /** The surface can send a text of JSON as it is (`JsonText`). */
    takesJsonText?: boolean;
  };
}
