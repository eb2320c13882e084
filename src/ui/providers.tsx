'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from './trpc';

/**
 * The providers around every page. `nonce` lets the script that sets the theme before the first paint pass the policy.
 */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <ApiProvider>{children}</ApiProvider>
    </ThemeProvider>
  );
}
