import 'next-auth';
import 'next-auth/jwt';

declare module 'next-auth' {
  /** User that `authorize` passes to the `jwt` callback. */
  interface User {
    id: string;
    sessionId: string;
  }
}

declare module 'next-auth/jwt' {
  /** Content of the sealed cookie. */
  interface JWT {
    sub?: string;
    sid?: string;
  }
}
