'use client';

import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { toasterIsReady } from './announcements';

export function Toaster() {
  const { resolvedTheme } = useTheme();
  useEffect(() => toasterIsReady(toast), []);
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        classNames: {
          toast: '!bg-surface !text-ink !border-line !shadow-float !rounded-lg !text-sm !font-sans',
          description: '!text-ink-2',
        },
      }}
    />
  );
}
