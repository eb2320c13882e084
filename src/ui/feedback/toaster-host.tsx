'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { isToasterWanted, subscribe } from './announcements';

const Toaster = dynamic(() => import('./toaster').then((module) => module.Toaster), { ssr: false });

/** Mount point of the toaster: empty until something is announced. */
export function ToasterHost() {
  const wanted = useSyncExternalStore(subscribe, isToasterWanted, () => false);
  return wanted ? <Toaster /> : null;
}
