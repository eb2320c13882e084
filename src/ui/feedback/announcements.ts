import type { toast as Toast } from 'sonner';

type Announcement = (toast: typeof Toast) => void;

/** Announcements that wait for the toaster; null once it is there and takes them itself. */
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

/** Called by the toaster when it is drawn. */
export function toasterIsReady(toast: typeof Toast): void {
  drawn = toast;
  for (const announcement of waiting ?? []) announcement(toast);
  waiting = null;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether anything was announced yet: the toaster is loaded then. */
export function isToasterWanted(): boolean {
  return isWanted;
}
