import type { Principal, RequestInfo } from '../auth/context';
import type { Services } from '../services/context';

/** Context of procedures. The rest of a request (headers, cookies) stays in the HTTP layer. */
export interface ApiContext {
  services: Services;
  request: RequestInfo;
  /** null: the request has no credential. A wrong one is refused before. */
  principal: Principal | null;
  /** Parts of the response besides its body: set by procedures and redaction, read by the HTTP layer. */
  response: {
    redactedFields: Set<string>;
    headers: Record<string, string | string[]>;
    /** Whether the object that was set did not exist before. */
    isCreated?: boolean;
    /** Whether the surface can send JSON text without parsing it (`JsonText`). */
    takesJsonText?: boolean;
  };
}
