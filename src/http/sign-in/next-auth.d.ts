import 'next-auth';
import 'next-auth/jwt';

declare module 'next-auth' {
  /** The user that `authorize` hands to the `jwt` callback. */
  interface User {
    id: string;
    sessionId: string;
  }
}

declare module 'next-auth/jwt' {
  /** Everything the sealed cookie holds. */
  interface JWT {
    sub?: string;
    sid?: string;
  }
}
