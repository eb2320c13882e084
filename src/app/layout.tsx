import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { ToasterHost } from '@/ui/feedback/toaster-host';
import { Providers } from '@/ui/providers';
import { inter, jetbrainsMono } from './fonts';
import { nonceOf } from './nonce';

export const metadata: Metadata = {
  title: { default: 'Gantry', template: '%s · Gantry' },
  description: 'Deployment control plane',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0e11' },
  ],
};

/** Root layout. Reading the request headers makes every page dynamic: a cached page would contain an outdated nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = nonceOf((await headers()).get('content-security-policy'));
  return (
    <html lang="en" className={`${inter.variable} ${jetbrainsMono.variable}`} suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>
          {children}
          <ToasterHost />
        </Providers>
      </body>
    </html>
  );
}
