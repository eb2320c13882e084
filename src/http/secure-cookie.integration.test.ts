import { describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer } from './testing';

describe('an installation behind https', () => {
  it('keeps its cookie to itself', async () => {
    const secure = await startTestServer({ publicUrl: 'https://panel.example.com' });
    try {
      const visitor = createBrowser(secure);
      await visitor.signIn(secure.owner.email, secure.owner.password);
      expect(visitor.received.get('__Host-next-auth.session-token')).toMatch(
        /; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      );
    } finally {
      await secure.stop();
    }
  });
});
