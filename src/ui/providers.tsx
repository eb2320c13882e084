'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from './trpc';

/**
 * Providers around every page. With `nonce`, the content security policy allows the script that sets the theme before
 * the first paint.
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
