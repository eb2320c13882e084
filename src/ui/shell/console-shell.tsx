'use client';

import type { ReactNode } from 'react';
import { TwoFactorGate } from '../account/two-factor/two-factor-gate';
import { PaletteProvider } from '../command-palette/palette-provider';
import { LiveUpdates } from '../live/live-updates';
import { FollowSwitch } from '../organization/follow-switch';
import { SessionProvider } from '../session/session-provider';
import { MobileBar } from './mobile-bar';
import { Sidebar } from './sidebar';

/** Layout around every page of a signed-in user. */
export function ConsoleShell({ children }: { children: ReactNode }) {
  return (
    <SessionProvider>
      <FollowSwitch />
      <TwoFactorGate>
        <LiveUpdates />
        <PaletteProvider>
          <a
            href="#main"
            className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
          >
            Skip to content
          </a>
          <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
            <aside className="sticky top-0 hidden h-dvh border-line border-r lg:block">
              <Sidebar />
            </aside>
            <div className="min-w-0">
              <MobileBar />
              <main
                id="main"
                tabIndex={-1}
                className="mx-auto w-full max-w-6xl px-4 pt-6 pb-20 outline-none sm:px-8 sm:pt-8"
              >
                {children}
              </main>
            </div>
          </div>
        </PaletteProvider>
      </TwoFactorGate>
    </SessionProvider>
  );
}
