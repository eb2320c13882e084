import type { toast as Toast } from 'sonner';

type Announcement = (toast: typeof Toast) => void;

/** Announcements that wait for the toaster; null once the toaster is rendered. */
let waiting: Announcement[] | null = [];
let drawn: typeof Toast | null = null;
let isWanted = false;
const listeners = new Set<() => void>();

export function announce(announcement: Announcement): void {
  if (drawn) {
    announcement(drawn);
    return;
  }
  waiting?.push(announcement);
  isWanted = true;
  for (const listener of listeners) listener();
}

/** Deliver the waiting announcements. The toaster calls this when it is rendered. */
export function toasterIsReady(toast: typeof Toast): void {
  drawn = toast;
  for (const announcement of waiting ?? []) announcement(toast);
  waiting = null;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether anything was announced, so that the toaster has to be loaded. */
export function isToasterWanted(): boolean {
  return isWanted;
}
