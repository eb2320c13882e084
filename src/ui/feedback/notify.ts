import { announce } from './announcements';

interface Details {
  description?: string;
}

/** Show a short message at the edge of the page. The toaster is loaded with the first one. */
export const notify = {
  success: (message: string) => show('success', message),
  error: (message: string, details?: Details) => show('error', message, details),
  info: (message: string) => show('info', message),
};

function show(kind: 'success' | 'error' | 'info', message: string, details?: Details): void {
  announce((toast) => toast[kind](message, details));
}
